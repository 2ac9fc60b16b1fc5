import type { BulletinKind } from '../domain/bulletin/bulletin.ts';
import type { BulletinManifest } from '../domain/bulletin/files.ts';
import type { Instant } from '../domain/instant.ts';
import { ConditionFailed, type ItemKey, type ItemStore, type WriteAction } from '../ports.ts';
import { allItems } from './pages.ts';

/** A bulletin from the moment it has its number; published once its manifest is there. */
export interface BulletinRecord {
  readonly campaign: string;
  readonly kind: BulletinKind;
  /** The key of the window, or the phase. */
  readonly key: string;
  /** Of its issue, in the campaign's zone. */
  readonly year: number;
  /** Counts from 1 in each campaign and year, without a gap. */
  readonly serial: number;
  readonly issuedAt: Instant;
  /** The folder of its files in the archive. */
  readonly folder: string;
  readonly manifest?: BulletinManifest;
}

export interface StoredBulletin {
  readonly record: BulletinRecord;
  readonly version: number;
}

const partition = (campaign: string): string => `BULLETIN#${campaign}`;
const recordKey = (campaign: string, kind: BulletinKind, key: string): ItemKey => ({
  pk: partition(campaign),
  sk: `${kind}-${key}`,
});
const counterKey = (campaign: string, year: number): ItemKey => ({ pk: `BULLETIN-NUMBER#${campaign}`, sk: `${year}` });

/** How often a number is asked for anew after another bulletin took it. */
const TRIES = 5;

/** The bulletins 通报 of campaigns. */
export interface BulletinBook {
  load(campaign: string, kind: BulletinKind, key: string): Promise<StoredBulletin | undefined>;
  /** In the order of their numbers; `manifest` is missing where one is under way. */
  list(campaign: string): Promise<readonly BulletinRecord[]>;
  /** Gives a bulletin the next number of its year, once: asked again, it has the same one. */
  number(bulletin: Omit<BulletinRecord, 'serial' | 'manifest'>): Promise<StoredBulletin>;
  publish(stored: StoredBulletin, manifest: BulletinManifest): WriteAction;
}

/** The bulletins of campaigns on any item store. */
export function createBulletinBook(items: ItemStore): BulletinBook {
  const load = async (campaign: string, kind: BulletinKind, key: string): Promise<StoredBulletin | undefined> => {
    const item = await items.get<BulletinRecord>(recordKey(campaign, kind, key));
    return item && { record: item.body, version: item.version };
  };
  const put = (record: BulletinRecord) => ({ ...recordKey(record.campaign, record.kind, record.key), body: record });

  async function takeNumber(bulletin: Omit<BulletinRecord, 'serial'>): Promise<StoredBulletin> {
    const key = counterKey(bulletin.campaign, bulletin.year);
    const counter = await items.get<{ last: number }>(key);
    const record = { ...bulletin, serial: (counter?.body.last ?? 0) + 1 };
    await items.transact([
      { put: put(record), when: 'absent' },
      { put: { ...key, body: { last: record.serial } }, when: counter ? { version: counter.version } : 'absent' },
    ]);
    return { record, version: 1 };
  }

  return {
    load,
    async list(campaign) {
      const found: BulletinRecord[] = [];
      for await (const item of allItems<BulletinRecord>(items, 'main', partition(campaign))) found.push(item.body);
      return found.toSorted((a, b) => a.year - b.year || a.serial - b.serial);
    },
    async number(bulletin) {
      for (let tries = 1; ; tries++) {
        const before = await load(bulletin.campaign, bulletin.kind, bulletin.key);
        if (before) return before;
        try {
          return await takeNumber(bulletin);
        } catch (error) {
          if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
        }
      }
    },
    publish: ({ record, version }, manifest) => ({ put: put({ ...record, manifest }), when: { version } }),
  };
}
