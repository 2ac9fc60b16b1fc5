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
  | { readonly kind: 'busy'; readonly code: string };

/** What differs between gateways. */
export interface Provider {
  request(sms: GatewaySms, at: Instant, nonce: string): SignedRequest;
  /** Reads an answer's body. Throws where it is none that the provider documents: the outcome is unknown then. */
  read(body: string): Answer;
}

/** A code as a refusal: the first of the kinds whose words it bears. */
export const kindOf = (code: string, kinds: ReadonlyArray<readonly [RegExp, Refusal]>): Refusal =>
  kinds.find(([words]) => words.test(code))?.[1] ?? 'other';
