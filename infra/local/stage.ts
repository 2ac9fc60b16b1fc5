import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createServices, type Services } from '../../functions/services.ts';
import type { Durability } from '../../shared/adapters/durability.ts';
import { createFolderArchive } from '../../shared/adapters/folder-archive.ts';
import { createFolderCarrier } from '../../shared/adapters/folder-carrier.ts';
import { removeDrafts } from '../../shared/adapters/write-once.ts';
import type { Clock, Ids } from '../../shared/ports.ts';
import { deriveInProcess } from './derive-in-process.ts';
import { type DueWatch, watchDue } from './due-watch.ts';
import { openStore } from './open-store.ts';
import { photoArchive } from './photo-archive.ts';
import { TICK_MS } from './relay.ts';

export interface StageOptions {
  /** Holds the one SQLite file, the archive and the outbox folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly durability: Durability;
  /** Others, such as an import, may write into the folder while this stage runs. */
  readonly shared?: boolean;
}

/** The embedded stage: everything in one file and one folder. */
export interface Stage {
  readonly services: Services;
  readonly watch: DueWatch;
  readonly folder: string;
  close(): void;
}

const archiveOf = (folder: string): string => join(folder, 'archive');
const outboxOf = (folder: string): string => join(folder, 'outbox');

/** Clears away what a killed process left half written; for the one process that runs the stage, before it begins. */
export function clearDrafts({ folder }: Stage): void {
  for (const files of [archiveOf(folder), outboxOf(folder)]) if (existsSync(files)) removeDrafts(files);
}

/** Opens the stage in a folder, which it creates. Throws `BadInput` where the folder can't serve. */
export function openStage({ folder, clock, ids, durability, shared = false }: StageOptions): Stage {
  const store = openStore(folder, durability);
  const watch = watchDue(store, shared ? TICK_MS : undefined);
  const services = createServices({
    items: watch.items,
    archive: photoArchive(createFolderArchive({ folder: archiveOf(folder), durability }), (bytes) =>
      deriveInProcess(bytes),
    ),
    carrier: createFolderCarrier({ folder: outboxOf(folder), clock, durability }),
    clock,
    ids,
  });
  return { services, watch, folder, close: () => store.close() };
}
