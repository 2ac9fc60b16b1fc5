import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Caller } from './caller.ts';
import type { PublicError } from './error-table.ts';
import type { Route } from './route.ts';

export type HttpEvent = APIGatewayProxyEventV2;
export type HttpResult = APIGatewayProxyStructuredResultV2;

/** What becomes known about a request on its way; the log line and the error reply read it. */
export interface Call {
  route?: Route;
  caller?: Caller;
  campaign?: string;
  failure?: PublicError;
}

/** Lambda's context with the call beside it. */
export interface CallContext extends Context {
  call: Call;
}
