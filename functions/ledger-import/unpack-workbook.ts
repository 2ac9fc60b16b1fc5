import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Archive, Ids } from '../../shared/ports.ts';
import { checkDrop, type Drop, dropId, placeOf } from './drop.ts';
import { loadSettings } from './drop-settings.ts';
import { wantedBy } from './ledger/mapping.ts';
import { readXlsx } from './ledger/read-xlsx.ts';
import { refuseZipBomb } from './ledger/zip-guard.ts';
import type { DropSource } from './read-drop.ts';
import { isUnpacked, keepGrid, keepRefusal } from './unpacked-grid.ts';

/** What all parts of a workbook may inflate to: 180 MB, some 400,000 rows, take 1.4 of the 3 GB that the function has. */
export const MAX_UNPACKED_BYTES = 200_000_000;

/**
 * Unpacks a dropped workbook into rows that the reader of ledgers goes through one by one, without a reader of workbooks of
 * its own. What can't be unpacked is noted with the reason. Done twice, it is done once.
 */
export async function unpackWorkbook(
  drop: Drop,
  source: DropSource,
  { archive, ids }: { readonly archive: Archive; readonly ids: Ids },
): Promise<object> {
  const id = dropId(drop);
  if (await isUnpacked(id, archive)) return { import: id };
  try {
    checkDrop(drop);
    const settings = await loadSettings(placeOf(drop), archive);
    const bytes = await source(drop);
    // The reader finds it gone as well, and says so.
    if (!bytes) return { import: id };
    refuseZipBomb(bytes, MAX_UNPACKED_BYTES);
    const grid = await readXlsx(bytes, wantedBy(settings));
    await keepGrid(id, `work/${id}/${ids.next('attempt')}`, grid, archive);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    await keepRefusal(id, error, archive);
  }
  return { import: id };
}
