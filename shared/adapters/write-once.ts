import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Durability } from './durability.ts';

export interface WriteOptions {
  readonly durability: Durability;
  /** Permissions of the new file; as the system gives them where it is not said. */
  readonly mode?: number;
}

const DRAFT = /(?:^|[\\/])\.[0-9a-f-]{36}\.draft$/;

/**
 * Writes a file that did not exist, and the folders above it; answers false, changing nothing, where it does exist.
 * Nobody ever sees half of it: it is written under a name of its own and then linked to the real one, which, unlike
 * renaming, cannot replace what another writer was quicker with.
 */
export async function writeOnce(file: string, bytes: Uint8Array, options: WriteOptions): Promise<boolean> {
  const folder = dirname(file);
  const firstMade = await mkdir(folder, { recursive: true });
  const written = await linkNew(join(folder, `.${randomUUID()}.draft`), file, bytes, options);
  // Also where the file was there: whoever wrote it may have been stopped before this step.
  if (options.durability === 'full') await syncFolders(folder, firstMade);
  return written;
}

async function linkNew(draft: string, file: string, bytes: Uint8Array, options: WriteOptions): Promise<boolean> {
  try {
    await writeDraft(draft, bytes, options);
    await link(draft, file);
    return true;
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function writeDraft(draft: string, bytes: Uint8Array, { durability, mode }: WriteOptions): Promise<void> {
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    if (durability === 'full') await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Removes the drafts that a killed process left below a folder: nobody reads them, but they may hold a phone number.
 * Only for whoever has just opened the folder, while nobody writes into it.
 */
export function removeDrafts(folder: string): void {
  const drafts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => DRAFT.test(name));
  for (const draft of drafts) rmSync(join(folder, draft), { force: true });
}

/** A new name lasts once its folder is flushed, and a new folder once the one above it is. */
async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  // Windows opens no folder; its file system journals names by itself.
  if (process.platform === 'win32') return;
  const last = firstMade === undefined ? folder : dirname(firstMade);
  for (let current = folder; ; current = dirname(current)) {
    const handle = await open(current, 'r');
    await handle.sync().finally(() => handle.close());
    if (current === last || current === dirname(current)) return;
  }
}

/** Whether an error is the file system's answer with one of these codes. */
export const isFileError = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
