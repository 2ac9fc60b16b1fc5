import { hash } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { ItemKey, ItemStore, WriteAction } from '../ports.ts';

/** What a capability link opens: the tasks of one unit, until it expires. The token itself is stored nowhere. */
export interface CapabilityLink {
  readonly campaign: string;
  readonly unit: string;
  readonly expiresAt: Instant;
}

const linkKey = (token: string): ItemKey => ({ pk: `LINK#${hash('sha256', token)}`, sk: 'link' });

/** Links sent by SMS, kept under the hash of their random 128-bit token. */
export interface LinkBook {
  write(token: string, link: CapabilityLink): WriteAction;
  /** Also finds an expired link, so that its owner can be told. */
  find(token: string): Promise<CapabilityLink | undefined>;
}

export function createLinkBook(items: ItemStore): LinkBook {
  return {
    write: (token, link) => ({ put: { ...linkKey(token), body: link }, when: 'absent' }),
    find: async (token) => (await items.get<CapabilityLink>(linkKey(token)))?.body,
  };
}
