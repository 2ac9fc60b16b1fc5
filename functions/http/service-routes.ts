import * as z from 'zod';
import { describeApi } from './openapi.ts';
import { defineRoute, type Route } from './route.ts';

/** What describes the others: the OpenAPI document and a sign of life. */
export function serviceRoutes(routes: readonly Route[], version: string): readonly Route[] {
  // Computed once, at the first request: most starts never need it.
  let document: object | undefined;
  const own: Route[] = [
    defineRoute({
      method: 'GET',
      path: '/health',
      operationId: 'getHealth',
      summary: { zh: '运行状态', en: 'Whether the service runs, and what time it keeps' },
      access: 'public',
      replies: { 200: z.object({ status: z.literal('ok'), version: z.string(), now: z.iso.datetime() }) },
      handle: async (_, services) => ({ status: 200, body: { status: 'ok', version, now: services.clock.now() } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      operationId: 'getOpenApi',
      summary: { zh: '接口说明（OpenAPI 3.1）', en: 'This document' },
      access: 'public',
      replies: { 200: z.looseObject({ openapi: z.string() }) },
      handle: async () => {
        document ??= describeApi([...routes, ...own], version);
        return { status: 200, body: document };
      },
    }),
  ];
  return own;
}
