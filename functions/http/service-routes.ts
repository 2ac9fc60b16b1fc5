import * as z from 'zod';
import { defineRoute, type Route } from './route.ts';

/** The OpenAPI document of a stage, as far as it is looked into here. */
export interface ApiDocument extends Readonly<Record<string, unknown>> {
  readonly info: { readonly version: string; readonly title: string; readonly description: string };
}

/** What describes the others: the OpenAPI document and a sign of life. `describe` is asked once, at the first request. */
export function serviceRoutes(describe: () => ApiDocument): readonly Route[] {
  let described: ApiDocument | undefined;
  const document = (): ApiDocument => {
    described ??= describe();
    return described;
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/health',
      operationId: 'getHealth',
      summary: { zh: '运行状态', en: 'Whether the service runs, and what time it keeps' },
      access: 'public',
      replies: { 200: z.object({ status: z.literal('ok'), version: z.string(), now: z.iso.datetime() }) },
      handle: async (_, { clock }) => {
        return { status: 200, body: { status: 'ok', version: document().info.version, now: clock.now() } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      operationId: 'getOpenApi',
      summary: { zh: '接口说明（OpenAPI 3.1）', en: 'This document' },
      access: 'public',
      replies: { 200: z.looseObject({ openapi: z.string() }) },
      handle: async () => ({ status: 200, body: document() }),
    }),
  ];
}
