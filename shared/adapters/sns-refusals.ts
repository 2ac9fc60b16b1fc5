import { SNSServiceException } from '@aws-sdk/client-sns';
import { CarrierBusy, CarrierRefused, type Refusal } from '../ports.ts';

const HTTP_REQUEST_TIMEOUT = 408;
const HTTP_TOO_MANY = 429;

/** Errors from before the request left this machine. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['CredentialsProviderError', 'ENOTFOUND', 'ECONNREFUSED']);

/** What passes by itself, by the names the service gives it. */
const PASSING = /^(Throttl|TooManyRequests|RequestLimitExceeded|KMSThrottling)/;

/** By name or words of the refusal, the first that fits. */
const KINDS: ReadonlyArray<readonly [RegExp, Refusal]> = [
  [/opted ?out/i, 'opted-out'],
  [/spend(ing)? ?limit|No quota left for account/i, 'spend-limit'],
  [/quota|limit ?exceeded|sandbox/i, 'quota'],
  [/^(Authorization|AccessDenied|InvalidSecurity|KMS|CredentialsProvider|InvalidClientTokenId|Signature)/, 'access'],
  [/template|entity ?id|sender ?id|origination/i, 'template'],
  [/phone ?number/i, 'number'],
];

/** The kind of a refusal that the service words like this. */
export const refusalKind = (name: string, text: string): Refusal =>
  KINDS.find(([words]) => words.test(name) || words.test(text))?.[1] ?? 'other';

/**
 * What an error of the service says of a message: refused, or busy, where it is certain that nothing was sent; else the
 * error itself. The service repeats the number in its reasons; it must reach no log, hence no `cause` either.
 */
export function readFailure(error: unknown, { id, to }: { readonly id: string; readonly to: string }): unknown {
  if (!(error instanceof Error) || !isCertain(error)) return error;
  const text = error.message.replaceAll(to, '***');
  if (isPassing(error)) return new CarrierBusy(`SNS takes nothing for now: ${error.name}, ${text}`);
  return new CarrierRefused(`SNS refused message ${id}: ${error.name}, ${text}`, refusalKind(error.name, text));
}

function isCertain(error: Error): boolean {
  if (NEVER_LEFT.has(error.name) || ('code' in error && NEVER_LEFT.has(String(error.code)))) return true;
  if (!(error instanceof SNSServiceException)) return false;
  return error.$fault === 'client' && error.$metadata.httpStatusCode !== HTTP_REQUEST_TIMEOUT;
}

/** A name that is not resolved or a port that is closed is as passing as too many requests. */
function isPassing(error: Error): boolean {
  if ('code' in error && NEVER_LEFT.has(String(error.code))) return true;
  if (!(error instanceof SNSServiceException)) return false;
  return PASSING.test(error.name) || error.$metadata.httpStatusCode === HTTP_TOO_MANY;
}
