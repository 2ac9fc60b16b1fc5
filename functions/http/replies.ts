import type { HttpResult } from './call.ts';
import type { PublicError } from './error-table.ts';
import type { Reply } from './route.ts';

/** Answers are data for a program, so nothing in them may be run, framed, guessed at or kept. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** A route's answer as API Gateway takes it. */
export function toResult({ status, body, file, location }: Reply, requestId: string): HttpResult {
  if (!file) return json(status, body, requestId, location === undefined ? {} : { location });
  const { type, bytes, name } = file;
  const disposition = name && { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` };
  return {
    statusCode: status,
    headers: { ...SECURITY_HEADERS, 'content-type': type, 'x-request-id': requestId, ...disposition },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

/** An error as the caller reads it: what, and what to do, in both languages. */
export function toErrorResult({ status, headers = {}, ...body }: PublicError, requestId: string): HttpResult {
  return json(status, { ...body, requestId }, requestId, headers);
}

function json(
  status: number,
  body: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResult {
  return {
    statusCode: status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
      ...headers,
    },
    body: JSON.stringify(body ?? {}),
  };
}
