import type { Campaign } from '../domain/campaign/campaign-schema.ts';
import type { Instant } from '../domain/instant.ts';
import type { ItemKey, ItemStore, WriteAction } from '../ports.ts';
import { allItems } from './pages.ts';

/** Where a campaign stands; its configuration is kept apart, one item a revision, and never changes. */
export interface CampaignHead {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly status: 'running' | 'paused' | 'ended';
  readonly createdAt: Instant;
  /** Phases already extended by a missed gate; each may be once. */
  readonly extended: readonly string[];
}

export interface StoredHead {
  readonly head: CampaignHead;
  readonly version: number;
}

const headKey = (id: string): ItemKey => ({ pk: 'CAMPAIGN', sk: id });
const configPartition = (id: string, revision: number): string => `CAMPAIGN#${id}#${revision}`;

/** Characters in one item; even where each takes three bytes it stays below the largest one. */
const PART = 100_000;

/** A configuration of thousands of units is larger than one item, so its text is written in parts. */
function configActions(campaign: Campaign, revision: number): WriteAction[] {
  const text = JSON.stringify(campaign);
  const pk = configPartition(campaign.id, revision);
  return Array.from({ length: Math.ceil(text.length / PART) }, (_, part) => ({
    put: { pk, sk: String(part).padStart(4, '0'), body: { text: text.slice(part * PART, (part + 1) * PART) } },
    when: 'absent' as const,
  }));
}

/** All campaigns, side by side (S1: three at once). */
export interface CampaignRegistry {
  head(id: string): Promise<StoredHead | undefined>;
  list(): Promise<readonly CampaignHead[]>;
  config(id: string, revision: number): Promise<Campaign | undefined>;
  /** Throws `ConditionFailed` when the id is taken. */
  create(campaign: Campaign, at: Instant): Promise<void>;
  /** Another head for the same configuration, if nobody wrote in between. */
  writeHead(stored: StoredHead, change: Partial<CampaignHead>): WriteAction;
  /** What writes a new revision of the configuration together with its head, for a write that holds more. */
  revision(
    stored: StoredHead,
    campaign: Campaign,
    change?: Partial<CampaignHead>,
  ): { readonly head: CampaignHead; readonly actions: readonly WriteAction[] };
  /** Writes a new revision by itself. */
  revise(stored: StoredHead, campaign: Campaign, change?: Partial<CampaignHead>): Promise<CampaignHead>;
}

export function createCampaignRegistry(items: ItemStore): CampaignRegistry {
  const putHead = (head: CampaignHead) => ({ ...headKey(head.id), body: head });
  const revision: CampaignRegistry['revision'] = ({ head: before, version }, campaign, change = {}) => {
    const head = { ...before, ...change, name: campaign.name, revision: before.revision + 1 };
    const actions: WriteAction[] = [
      { put: putHead(head), when: { version } },
      ...configActions(campaign, head.revision),
    ];
    return { head, actions };
  };
  return {
    async head(id) {
      const item = await items.get<CampaignHead>(headKey(id));
      return item && { head: item.body, version: item.version };
    },
    async list() {
      const heads: CampaignHead[] = [];
      for await (const item of allItems<CampaignHead>(items, 'main', 'CAMPAIGN')) heads.push(item.body);
      return heads;
    },
    async config(id, revision) {
      let text = '';
      for await (const { body } of allItems<{ text: string }>(items, 'main', configPartition(id, revision)))
        text += body.text;
      return text === '' ? undefined : (JSON.parse(text) as Campaign);
    },
    async create(campaign, at) {
      const head: CampaignHead = {
        id: campaign.id,
        name: campaign.name,
        revision: 1,
        status: 'running',
        createdAt: at,
        extended: [],
      };
      await items.transact([{ put: putHead(head), when: 'absent' }, ...configActions(campaign, 1)]);
    },
    writeHead({ head, version }, change) {
      return { put: putHead({ ...head, ...change }), when: { version } };
    },
    revision,
    async revise(stored, campaign, change) {
      const { head, actions } = revision(stored, campaign, change);
      await items.transact(actions);
      return head;
    },
  };
}
