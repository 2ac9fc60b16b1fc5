import type { Instant } from '../domain/instant.ts';
import type { CampaignRegistry } from './campaign-registry.ts';
import { mayBeOf, tokenHash } from './link-token.ts';
import type { Outbox } from './outbox.ts';

/**
 * What a capability link opens: the tasks of one unit, until it expires. Its token lies in clear with the escalation that
 * is still owed; once the message is out, the stores keep nothing of it but its hash.
 */
export interface CapabilityLink {
  readonly campaign: string;
  readonly unit: string;
  readonly expiresAt: Instant;
}

/** Links sent by SMS: each lies with its message, under the hash of its random 128-bit token. */
export interface LinkBook {
  /** Also finds an expired link, so that its owner can be told. */
  find(token: string): Promise<CapabilityLink | undefined>;
}

export function createLinkBook(registry: Pick<CampaignRegistry, 'list'>, outbox: Pick<Outbox, 'message'>): LinkBook {
  return {
    async find(token) {
      const campaigns = (await registry.list()).map(({ id }) => id).filter((id) => mayBeOf(token, id));
      const found = await Promise.all(campaigns.map((campaign) => outbox.message(campaign, tokenHash(token))));
      const message = found.find((one) => one !== undefined)?.body;
      return message && { campaign: message.campaign, unit: message.unit, expiresAt: message.expiresAt };
    },
  };
}
