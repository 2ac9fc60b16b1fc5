import type { SignedRequest } from './sign.ts';

/** Takes a request to the gateway and gives its answer's body. Any error leaves open whether it arrived. */
export type Line = (request: SignedRequest) => Promise<string>;

/** The request can't have left this machine. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

const NEVER_LEFT: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * HTTPS, with an answer within `timeoutMs`; only where that is more than the ten seconds in which `fetch` gives up on a
 * connection can one that is never made be told from an answer that is late. What it throws names neither address nor
 * number, which the address holds.
 */
export function httpsLine(timeoutMs: number): Line {
  return async ({ url, headers, body }) => {
    const { host: _, ...rest } = headers;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, { method: 'POST', headers: rest, body, signal, redirect: 'error' });
      return await response.text();
    } catch (error) {
      const code = codeOf(error);
      if (NEVER_LEFT.has(code) || isOfConnecting(error))
        throw new NoConnection(`no connection to the gateway: ${code}`);
      throw new Error(`no answer from the gateway: ${code}`);
    }
  };
}

/** Whether no connection was made; to a host with several addresses, to none of them. */
function isOfConnecting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isOfConnecting);
  return ('syscall' in error && error.syscall === 'connect') || isOfConnecting(error.cause);
}

/** The code of the error below, where there is one: `TimeoutError`, `ECONNRESET`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
