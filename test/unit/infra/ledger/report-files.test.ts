import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { readLedgerFile } from '../../../../infra/local/ledger/ledger-file.ts';
import { writeReports } from '../../../../infra/local/ledger/report-files.ts';
import { ledgerFile } from '../../../support/ledger-files.ts';

const MAPPING = mappingSchema.parse({ columns: { id: '编号', reportedAt: '上报', unit: '单位' } });
const LEDGER = `编号,上报,单位,备注
1,?,甲,=HYPERLINK("http://x")
2,2018-02-08,乙,@坪山
2,2018-02-08,乙,@坪山
3,?,"丙
丁",-5
,2018-02-08,戊,-
`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});
afterEach(() => rm(folder, { recursive: true }));

const reading = async () => readLedgerFile(await ledgerFile('l.csv', LEDGER), MAPPING);
const rowsOf = async (name: string): Promise<string[][]> => parse(await readFile(join(folder, name)), { bom: true });

describe('writeReports', () => {
  it('writes row number, reason, message and the row, with formulas made harmless and numbers left alone', async () => {
    await writeReports(folder, await reading(), 'en');
    const [header, ...rows] = await rowsOf('rejects.csv');
    expect(header).toEqual(['行号 row', '原因 reason', '说明 message', '编号', '上报', '单位', '备注']);
    expect(rows.map(([row, reason]) => [row, reason])).toEqual([
      ['2', 'unreadable-report-time'],
      ['5', 'unreadable-report-time'],
      ['6', 'no-id'],
    ]);
    expect(rows.map((row) => row.slice(3))).toEqual([
      ['1', '?', '甲', '\'=HYPERLINK("http://x")'],
      ['3', '?', '丙\n丁', '-5'],
      ['', '2018-02-08', '戊', '-'],
    ]);
    expect(await rowsOf('flags.csv')).toEqual([
      header,
      ['4', 'exact-repeat', 'repeats row 3 exactly; makes no second problem', '2', '2018-02-08', '乙', "'@坪山"],
    ]);
  });

  it('speaks Chinese where asked, and marks the file as UTF-8 for Excel', async () => {
    await writeReports(folder, await reading(), 'zh');
    const bytes = await readFile(join(folder, 'flags.csv'));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toContain('与第 3 行完全相同，不再另记一件');
    expect(bytes.toString()).toMatch(/\r\n$/);
  });

  it('leaves only the two files, replacing those of a run before', async () => {
    await writeReports(folder, await reading(), 'zh');
    await writeReports(folder, await reading(), 'en');
    expect((await readdir(folder)).sort()).toEqual(['flags.csv', 'rejects.csv']);
    expect((await rowsOf('flags.csv'))[1]?.[2]).toContain('repeats row 3');
  });

  it('leaves nothing half-written where a file can’t be replaced', async () => {
    await mkdir(join(folder, 'rejects.csv'));
    await expect(writeReports(folder, await reading(), 'zh')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(folder)).toEqual(['rejects.csv']);
  });
});
