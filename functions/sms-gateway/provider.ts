import type { Instant } from '../../shared/domain/instant.ts';
import type { Refusal } from '../../shared/ports.ts';
import type { SignedRequest } from './sign.ts';

/** One SMS for a gateway, its template chosen. */
export interface GatewaySms {
  /** `campaign/message`: comes back with the gateway's receipt. */
  readonly reference: string;
  readonly to: string;
  readonly template: string;
  readonly params: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

/** What a gateway said to a request. */
export type Answer =
  | { readonly kind: 'accepted'; readonly carrierId: string }
  /** For certain not sent, with the provider's own code. */
  | { readonly kind: 'refused'; readonly code: string; readonly refusal: Refusal }
  /** For certain not sent, and later it may be. */
  | { readonly kind: 'busy'; readonly code: string }
  /** It may have been sent. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** What differs between gateways. */
export interface Provider {
  request(sms: GatewaySms, at: Instant, nonce: string): SignedRequest;
  /** Reads an answer's body. Throws where it is none that the provider documents: the outcome is unknown then. */
  read(body: string): Answer;
}

/** What a provider's codes other than its yes mean, by how it documents them. */
interface Codes {
  readonly busy: readonly RegExp[];
  readonly rejected: readonly RegExp[];
  /** Of a refusal, the first whose words the code bears. */
  readonly kinds: ReadonlyArray<readonly [RegExp, Refusal]>;
}

/**
 * Reads the code of an answer that is no yes. Only a code that is documented as a rejection is certain; with any other,
 * of an error within the platform or of one that came up since, the SMS may have gone out.
 */
export const noOf =
  ({ busy, rejected, kinds }: Codes) =>
  (code: string): Answer => {
    const isOneOf = (codes: readonly RegExp[]) => codes.some((one) => one.test(code));
    if (isOneOf(busy)) return { kind: 'busy', code };
    if (!isOneOf(rejected)) return { kind: 'unknown', reason: code };
    return { kind: 'refused', code, refusal: kinds.find(([words]) => words.test(code))?.[1] ?? 'other' };
  };
