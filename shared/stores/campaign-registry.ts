import type { Campaign } from '../domain/campaign/campaign-schema.ts';
import type { Instant } from '../domain/instant.ts';
import { ConditionFailed, type ItemKey, type ItemStore, type WriteAction } from '../ports.ts';
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
const configKey = (id: string, revision: number): ItemKey => ({
  pk: `CAMPAIGN#${id}`,
  sk: `r${String(revision).padStart(6, '0')}`,
});

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
      { put: { ...configKey(campaign.id, head.revision), body: campaign }, when: 'absent' },
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
      return (await items.get<Campaign>(configKey(id, revision)))?.body;
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
      await items.transact([
        { put: putHead(head), when: 'absent' },
        { put: { ...configKey(campaign.id, 1), body: campaign }, when: 'absent' },
      ]);
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

/** Runs a write once; whether an equal one already stood there is a success too: a handler may be called twice. */
export async function writeOnce(items: ItemStore, actions: readonly WriteAction[]): Promise<boolean> {
  try {
    await items.transact(actions);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
