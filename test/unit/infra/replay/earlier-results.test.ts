import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeEarlierResults } from '../../../../infra/local/replay/earlier-results.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const temporary = temporaryFolders();

describe('removeEarlierResults', () => {
  it('removes the rankings and the summary of an earlier replay and nothing else', async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'rankings/weekly'), { recursive: true });
    for (const name of ['summary.json', 'notes.json', 'rankings/weekly/2015-W23.json', 'rankings/weekly/mine.json'])
      writeFileSync(join(folder, name), '{}');
    await removeEarlierResults(folder);
    expect(existsSync(join(folder, 'summary.json'))).toBe(false);
    expect(existsSync(join(folder, 'notes.json'))).toBe(true);
    expect(readdirSync(join(folder, 'rankings/weekly'))).toEqual(['mine.json']);
  });
  it('is content with a folder that holds no results', async () => {
    await expect(removeEarlierResults(temporary())).resolves.toBeUndefined();
  });
});
