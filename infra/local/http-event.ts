import type { IncomingMessage } from 'node:http';
import type { HttpEvent } from '../../functions/http/call.ts';
import { type Instant, toMs } from '../../shared/domain/instant.ts';

/** A request as API Gateway's HTTP API would hand it to a function (payload format 2.0). */
export function toHttpEvent(request: IncomingMessage, body: Buffer, requestId: string, now: Instant): HttpEvent {
  const { method = 'GET', url = '/' } = request;
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: cut < 0 ? '' : url.slice(cut + 1),
    headers,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: now,
      timeEpoch: toMs(now),
    },
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}
