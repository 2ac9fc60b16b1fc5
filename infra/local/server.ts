import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpResult } from '../../functions/http/call.ts';
import type { HttpHandler } from '../../functions/http/http-handler.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Clock, Ids } from '../../shared/ports.ts';
import { toHttpEvent } from './http-event.ts';
import { readRequest } from './read-request.ts';

export interface ServerOptions {
  readonly handler: HttpHandler;
  readonly clock: Clock;
  readonly ids: Ids;
  /** 0 takes any free port. */
  readonly port: number;
  /** The loopback unless a person says otherwise: the pages hold personal data. */
  readonly host?: string;
  /** The largest body any route takes, in bytes; more is thrown away as it comes in. */
  readonly maxBody: number;
}

export interface RunningServer {
  /** Where it answers, `http://127.0.0.1:8100`. */
  readonly url: string;
  /** Takes no more requests, answers those under way, and ends. */
  close(): Promise<void>;
}

/** Longer than any answer takes, shorter than a person waits for the program to end. */
const CLOSE_MS = 5_000;

/** Serves the functions over HTTP on one machine. Throws `BadInput` where the port is taken or not allowed. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port } = options;
  const server = createServer((request, response) => {
    // Once it closes, a connection that was busy is not kept for another request.
    response.on('close', () => server.listening || server.closeIdleConnections());
    void serve(request, response, options);
  });
  server.requestTimeout = 60_000;
  await listen(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${actual}`, close: () => close(server) };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function portError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new BadInput({
        zh: `端口 ${port} 已被占用。请用 --port 另选一个，或先停下占用它的程序。`,
        en: `port ${port} is taken; choose another with --port, or stop the program that holds it`,
      });
    case 'EACCES':
      return new BadInput({
        zh: `没有使用端口 ${port} 的权限。请用 --port 选一个 1024 以上的端口。`,
        en: `port ${port} is not allowed here; choose one above 1024 with --port`,
      });
    case 'EADDRNOTAVAIL':
      return new BadInput({
        zh: `本机没有地址 ${host}。`,
        en: `this machine has no address ${host}`,
      });
    default:
      return error;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const { handler, clock, ids, maxBody } = options;
  const requestId = ids.next('REQ');
  try {
    const body = await readRequest(request, maxBody);
    send(response, await handler(toHttpEvent(request, body, requestId, clock.now()), { awsRequestId: requestId }));
  } catch {
    // The sender hung up half-way, so nobody is left to answer: what goes wrong in a function it answers itself.
    response.destroy();
  }
}

function send(
  response: ServerResponse,
  { statusCode = 200, headers = {}, body = '', isBase64Encoded }: HttpResult,
): void {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  response.setHeader('content-length', bytes.length);
  response.writeHead(statusCode).end(bytes);
}
