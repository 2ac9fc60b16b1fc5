import type { MiddlewareObj } from '@middy/core';
import type { CallContext, HttpEvent, HttpResult } from './call.ts';
import { ERROR_TABLE, publicError } from './error-table.ts';
import { toErrorResult } from './replies.ts';

/** Turns whatever was thrown into an answer by the one table. */
export function errorReplies(): MiddlewareObj<HttpEvent, HttpResult, Error, CallContext> {
  return {
    onError: (request) => {
      const { awsRequestId, call } = request.context;
      call.failure = publicError(request.error, [...(call.route?.errors ?? []), ...ERROR_TABLE], awsRequestId);
      // Assigned, not returned: returning would end the chain before the request is logged.
      request.response = toErrorResult(call.failure, awsRequestId);
    },
  };
}
