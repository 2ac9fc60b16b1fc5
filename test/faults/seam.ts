import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readCall } from './cloud/calls.ts';
import type { Answer, Call, RawRequest } from './cloud/exchange.ts';

/** What happens to the calls of one delivery. It may answer, throw as a network does, or never come back. */
export type Conduct = (call: Call) => Promise<Answer>;

/** A failure of the line: what Node and the SDK say when no answer comes. */
export class LineFailure extends Error {
  override readonly name: string;
  readonly code: string;
  constructor(name: 'TimeoutError' | 'Error', code: 'ETIMEDOUT' | 'ECONNRESET') {
    super(code === 'ETIMEDOUT' ? 'no answer in time' : 'socket hang up');
    this.name = name;
    this.code = code;
  }
}

interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

interface RequestHandler {
  readonly configProvider?: Promise<{ readonly requestTimeout?: number; readonly throwOnRequestTimeout?: boolean }>;
  handle(request: SdkRequest): Promise<{ response: object }>;
}

const deliveries = new AsyncLocalStorage<Conduct>();

/** Runs something whose calls, however late they come, are conducted like this. */
export const conducted = <Result>(conduct: Conduct, run: () => Promise<Result>): Promise<Result> =>
  deliveries.run(conduct, run);

/**
 * Puts us where the SDK's clients and `fetch` hand their requests to the network. All clients share one kind of request
 * handler, so what functions build for themselves is reached too. Gives what puts the network back.
 */
export function openSeam(outside: Conduct): () => void {
  const handler = Object.getPrototypeOf(
    new DynamoDBClient({ region: 'eu-west-1' }).config.requestHandler,
  ) as RequestHandler;
  const { handle } = handler;
  const { fetch } = globalThis;
  const conduct: Conduct = (call) => (deliveries.getStore() ?? outside)(call);
  handler.handle = async function handleHere(this: RequestHandler, request) {
    const { requestTimeout, throwOnRequestTimeout } = (await this.configProvider) ?? {};
    const call = { ...readCall(rawOf(request)), timesOut: Boolean(requestTimeout && throwOnRequestTimeout) };
    return { response: sdkResponse(await conduct(call)) };
  };
  globalThis.fetch = async (input, init) => {
    const raw = await rawOfFetch(new Request(input, init));
    try {
      const { status, headers, body } = await conduct({ ...readCall(raw), timesOut: Boolean(init?.signal) });
      return new Response(new Uint8Array(body), { status, headers: { ...headers } });
    } catch (error) {
      if (!(error instanceof LineFailure)) throw error;
      throw error.code === 'ETIMEDOUT' ? error : new TypeError('fetch failed', { cause: error });
    }
  };
  return () => {
    handler.handle = handle;
    globalThis.fetch = fetch;
  };
}

const sdkResponse = ({ status, headers, body }: Answer) => ({
  statusCode: status,
  headers,
  body: Readable.from([body]),
});

function rawOf({ method, protocol, hostname, path, query, headers, body }: SdkRequest): RawRequest {
  const url = new URL(`${protocol}//${hostname}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return { method, url, headers, body: typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body ?? []) };
}

async function rawOfFetch(request: Request): Promise<RawRequest> {
  const { method, url, headers } = request;
  return {
    method,
    url: new URL(url),
    headers: Object.fromEntries(headers),
    body: new Uint8Array(await request.arrayBuffer()),
  };
}
