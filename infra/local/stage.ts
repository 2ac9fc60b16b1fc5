import { join } from 'node:path';
import { createServices, type Services } from '../../functions/services.ts';
import type { Durability } from '../../shared/adapters/durability.ts';
import { createFolderArchive } from '../../shared/adapters/folder-archive.ts';
import { createFolderCarrier } from '../../shared/adapters/folder-carrier.ts';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import type { Clock, Ids } from '../../shared/ports.ts';
import { type DueWatch, watchDue } from './due-watch.ts';

export interface StageOptions {
  /** Holds the one SQLite file, the archive and the outbox folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly durability: Durability;
}

/** The embedded stage: everything in one file and one folder. */
export interface Stage {
  readonly services: Services;
  readonly watch: DueWatch;
  readonly folder: string;
  close(): void;
}

/** Where the stage keeps everything but files. */
export const stageFile = (folder: string): string => join(folder, 'stage.db');

/** Opens the stage in a folder, which it creates. Throws `StoreFileError` where the folder can't serve. */
export function openStage({ folder, clock, ids, durability }: StageOptions): Stage {
  const store = openSqliteItemStore({ file: stageFile(folder), durability });
  const watch = watchDue(store);
  const services = createServices({
    items: watch.items,
    archive: createFolderArchive({ folder: join(folder, 'archive'), durability }),
    carrier: createFolderCarrier({ folder: join(folder, 'outbox'), clock, durability }),
    clock,
    ids,
  });
  return { services, watch, folder, close: () => store.close() };
}
