import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const KINDS = ['weekly', 'monthly'] as const;
/** `2015-W23.json`, `2015-06.json`: nothing else below `rankings` is the product's to remove. */
const RANKING = /^\d{4}-(?:W\d{2}|\d{2})\.json$/u;

/**
 * Removes what an earlier replay into the same folder left and this one may not write again: its rankings, and the
 * summary, which is written last and so stands for a replay that was finished.
 */
export async function removeEarlierResults(folder: string): Promise<void> {
  await rm(join(folder, 'summary.json'), { force: true });
  for (const kind of KINDS) {
    const rankings = join(folder, 'rankings', kind);
    const names = await readdir(rankings).catch(() => []);
    await Promise.all(names.filter((name) => RANKING.test(name)).map((name) => rm(join(rankings, name))));
  }
}
