import type { MiddlewareObj } from '@middy/core';
import type { LogFields } from '../log-fields.ts';
import type { CallContext, HttpEvent, HttpResult } from './call.ts';

/** Writes one JSON line; the Powertools logger in the cloud, the stage's own writer elsewhere. */
export interface RequestLogger {
  info(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

/**
 * One line a request, with the correlation keys first. Of the path only the template, never a token or an id a caller
 * made up; of bodies, headers and phone numbers nothing.
 */
export function requestLog(logger: RequestLogger): MiddlewareObj<HttpEvent, HttpResult, Error, CallContext> {
  return {
    before: ({ context }) => {
      context.call = {};
    },
    after: ({ event, context, response }) => logger.info('request', lineOf(event, context, response ?? undefined)),
    onError: ({ event, context, response, error }) => {
      const line = lineOf(event, context, response ?? undefined);
      if ((response?.statusCode ?? 500) < 500) logger.info('request', line);
      else logger.error('request failed', { ...line, cause: error?.stack ?? String(error) });
    },
  };
}

function lineOf(event: HttpEvent, { awsRequestId, call }: CallContext, response: HttpResult | undefined) {
  return {
    requestId: awsRequestId,
    campaign: call.campaign,
    operation: call.route?.operationId,
    method: event.requestContext.http.method,
    path: call.route?.path,
    role: call.caller?.role,
    caller: call.caller?.id,
    status: response?.statusCode,
    error: call.failure?.error,
  };
}
