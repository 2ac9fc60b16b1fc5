import type { Inspection } from '../domain/inspection/inspection-schema.ts';
import type { Instant } from '../domain/instant.ts';
import type { ItemKey, ItemStore, WriteAction } from '../ports.ts';
import { ALL_SHARDS, shardOf } from './keys.ts';
import { allItems } from './pages.ts';

/** An inspection as taken in, with the problems it led to. */
export interface StoredInspection {
  readonly inspection: Inspection;
  readonly receivedAt: Instant;
  readonly by: string;
  /** New problems and problems reopened by it. */
  readonly problems: readonly string[];
}

const partition = (campaign: string, shard: number): string => `INSPECTION#${campaign}#${shard}`;
const inspectionKey = (campaign: string, id: string): ItemKey => ({ pk: partition(campaign, shardOf(id)), sk: id });

/** Every inspection of a campaign, written once. */
export interface InspectionBook {
  load(campaign: string, id: string): Promise<StoredInspection | undefined>;
  write(campaign: string, stored: StoredInspection): WriteAction;
  all(campaign: string): AsyncGenerator<StoredInspection>;
}

export function createInspectionBook(items: ItemStore): InspectionBook {
  return {
    async load(campaign, id) {
      return (await items.get<StoredInspection>(inspectionKey(campaign, id)))?.body;
    },
    write(campaign, stored) {
      return { put: { ...inspectionKey(campaign, stored.inspection.id), body: stored }, when: 'absent' };
    },
    async *all(campaign) {
      for (const shard of ALL_SHARDS) {
        for await (const item of allItems<StoredInspection>(items, 'main', partition(campaign, shard))) yield item.body;
      }
    },
  };
}
