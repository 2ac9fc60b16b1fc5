import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { Context } from 'aws-lambda';
import type { Services } from '../services.ts';
import type { Authenticate } from './authenticate.ts';
import type { CallContext, HttpEvent, HttpResult } from './call.ts';
import { errorReplies } from './error-replies.ts';
import { Fault } from './fault.ts';
import { type RequestLogger, requestLog } from './request-log.ts';
import { type Route, variablesOf } from './route.ts';
import { runRoute } from './run-route.ts';

export interface HandlerOptions {
  /** Asked for at each request, so that nothing is built at the start. */
  readonly services: () => Services | Promise<Services>;
  readonly authenticate: Authenticate;
  readonly logger: RequestLogger;
}

/** What a request needs of Lambda's context. */
export type RequestContext = Pick<CallContext, 'awsRequestId'>;

export type HttpHandler = (event: HttpEvent, context: RequestContext) => Promise<HttpResult>;

/** The one middy bundle: log, error, routing, then authorisation and checks by the route's own words. */
export function httpHandler(routes: readonly Route[], { services, authenticate, logger }: HandlerOptions): HttpHandler {
  const router = httpRouter<HttpEvent, HttpResult>({
    routes: routes.map((route) => ({
      method: route.method,
      path: route.path,
      handler: async (event: HttpEvent, context: Context) =>
        runRoute(route, event, context as CallContext, { services: await services(), authenticate }),
    })),
    notFoundResponse: ({ method, path }) => {
      throw noRoute(routes, method, path);
    },
  });
  const handler = middy<HttpEvent, HttpResult, Error, CallContext>()
    .use(requestLog(logger))
    .use(errorReplies())
    .handler((event, context) => router(event, context));
  return (event, context) => handler(event, context as CallContext);
}

/** A known path with another method says which ones there are. */
function noRoute(routes: readonly Route[], method: string, path: string): Fault {
  const allowed = routes.filter((route) => pattern(route.path).test(path)).map((route) => route.method);
  if (allowed.length === 0) {
    return new Fault('not-found', {
      zh: '没有这个地址，全部接口见 /openapi.json',
      en: 'there is no such address; all of them stand in /openapi.json',
    });
  }
  const allow = [...new Set(allowed)].join(', ');
  return new Fault(
    'method-not-allowed',
    { zh: `此地址不支持 ${method}，只支持：${allow}`, en: `this address does not take ${method}; allowed: ${allow}` },
    { headers: { allow } },
  );
}

const pattern = (path: string): RegExp =>
  new RegExp(
    `^${variablesOf(path).reduce((text, name) => text.replace(`{${name}}`, '[^/]+'), path.replaceAll('.', '\\.'))}/?$`,
  );
