import type { Instant } from '../../shared/domain/instant.ts';
import type { ItemStore } from '../../shared/ports.ts';

/** What a stage has to know about itself to go on where it stood. */
export interface RunRecord {
  /** What is played here: the campaigns with their files' content, and the seed. */
  readonly run: string;
  /** Where the stage's clock stood; nothing that was acknowledged happened later. */
  readonly clock: Instant;
  /** How often it was started; part of the seed of ids, so that a start never makes ids again. */
  readonly starts: number;
  /** The play has come to its end. */
  readonly finished: boolean;
}

const KEY = { pk: 'STAGE', sk: 'run' };

/** The record of a stage, kept in its own store. */
export interface RunBook {
  /** As it was found; undefined in a new folder. */
  readonly found: RunRecord | undefined;
  write(record: RunRecord): Promise<void>;
}

/** Opens the record of a stage. */
export async function openRunBook(items: ItemStore): Promise<RunBook> {
  const stored = await items.get<RunRecord>(KEY);
  let version = stored?.version;
  return {
    found: stored?.body,
    async write(record) {
      await items.transact([{ put: { ...KEY, body: record }, when: version === undefined ? 'absent' : { version } }]);
      version = (version ?? 0) + 1;
    },
  };
}
