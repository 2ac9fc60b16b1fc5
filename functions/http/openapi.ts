import * as z from 'zod';
import type { BodySpec, ReplySpec, Route } from './route.ts';
import { variablesOf } from './route.ts';
import type { ApiDocument } from './service-routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** Every refusal has this shape, whatever its status. */
const errorSchema = z.object({
  error: z.string(),
  message: z.string(),
  messageEn: z.string(),
  requestId: z.string(),
  details: z.array(z.object({ path: z.string(), message: z.string(), messageEn: z.string() })).optional(),
});

const SECURITY_SCHEMES = {
  signIn: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: '登录后取得的令牌 / The token of a sign-in',
  },
  link: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '短信链接：“Link <token>”，只限责任单位 / The link of an SMS: “Link <token>”, for units only',
  },
} as const;

/** The OpenAPI 3.1 document of a table of routes: the same schemas that check every request. */
export function describeApi(routes: readonly Route[], version: string): ApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '百日攻坚 Hundred Days', version, description: '专项行动的检查、问题、督办与排名接口。' },
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: { Error: toSchema(errorSchema, 'output') },
      responses: {
        Refused: {
          description: '请求未被接受：原因和处理办法 / Not done: what is wrong and what to do',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { access, body, operationId, summary } = route;
  const roles = access === 'public' ? undefined : access;
  return {
    operationId,
    summary: `${summary.zh} / ${summary.en}`,
    ...(roles && { 'x-roles': roles }),
    security: roles ? [{ signIn: [] }, ...(roles.includes('unit') ? [{ link: [] }] : [])] : [],
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(body && { requestBody: { required: true, content: bodyContent(body) } }),
    responses: { ...replies(route), default: { $ref: '#/components/responses/Refused' } },
  };
}

const pathParameters = ({ path, params }: Route): Json[] =>
  variablesOf(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: params?.[name] ? toSchema(params[name], 'input') : { type: 'string' },
  }));

function queryParameters({ query }: Route): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = toSchema(query, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
}

const BINARY = { type: 'string', contentMediaType: 'application/octet-stream' } as const;

function bodyContent(body: BodySpec): Json {
  if ('json' in body) return { 'application/json': { schema: toSchema(body.documented ?? body.json, 'input') } };
  if ('text' in body) return mediaTypes(body.text, { type: 'string' });
  return mediaTypes(body.bytes, BINARY);
}

const replies = (route: Route): Json =>
  Object.fromEntries(
    Object.entries(route.replies).map(([status, spec]) => [
      status,
      { description: route.summary.zh, ...(status.startsWith('3') && SENT_ON), content: replyContent(spec) },
    ]),
  );

const SENT_ON = { headers: { location: { schema: { type: 'string' } } } } as const;

const replyContent = (spec: ReplySpec): Json =>
  'file' in spec ? mediaTypes(spec.file, BINARY) : { 'application/json': { schema: toSchema(spec, 'output') } };

const mediaTypes = (types: readonly string[], schema: Json): Json =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io });
  return json;
}
