import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { readLedgerFile } from '../../../../infra/local/ledger/ledger-file.ts';
import { previewLedger } from '../../../../infra/local/ledger/preview.ts';
import { previewText } from '../../../../infra/local/ledger/preview-text.ts';
import { ledgerFile, workbook } from '../../../support/ledger-files.ts';

const MAPPING = mappingSchema.parse({
  columns: { id: '编号', reportedAt: '上报', dueAt: '期限', unit: '单位', outcome: '情况' },
  values: { outcome: { 逾期: 'closed-late' } },
});
const ROWS = Array.from({ length: 8 }, (_, n) => `${n},2018-02-08 09:00,,${n === 0 ? '-' : '甲'},逾期,`);
const LEDGER = ['某县台账,,,,,', '编号,上报,期限,单位,情况,备注', ...ROWS, '8,?,,甲,,', '9,2018-02-08,,甲,好,'].join(
  '\n',
);

const preview = async (content: string | Uint8Array = LEDGER) =>
  previewLedger(await readLedgerFile(await ledgerFile('l', content), MAPPING), MAPPING);

describe('previewLedger', () => {
  it('shows what each column became by the first row that has something there', async () => {
    const { fields, unused, headerRow } = await preview();
    expect(headerRow).toBe(2);
    expect(fields).toEqual([
      { field: 'id', column: '编号', example: { row: 3, text: '0', read: '0' } },
      {
        field: 'reportedAt',
        column: '上报',
        example: { row: 3, text: '2018-02-08 09:00', read: '2018-02-08T01:00:00.000Z' },
      },
      { field: 'dueAt', column: '期限' },
      { field: 'unit', column: '单位', example: { row: 3, text: '-', read: 'unassigned' } },
      { field: 'outcome', column: '情况', example: { row: 3, text: '逾期', read: 'closed-late' } },
    ]);
    expect(unused).toEqual(['备注']);
  });

  it('lists a column without a name only where something stands in it', async () => {
    const { unused } = await preview(',编号,上报,期限,单位,情况,,z\n,1,2018-02-08,,甲,,旁注,\n');
    expect(unused).toEqual(['#7', 'z']);
  });

  it('holds the counts, five records, and the findings by reason', async () => {
    const { counts, firstRecords, rejects, flags } = await preview();
    expect(counts).toMatchObject({ rows: 10, accepted: 9, rejected: 1, flagged: 1 });
    expect(firstRecords.map((record) => record.row)).toEqual([3, 4, 5, 6, 7]);
    expect(rejects).toMatchObject({ total: 1, byReason: { 'unreadable-report-time': 1 } });
    expect(flags).toMatchObject({ total: 1, byReason: { 'unknown-outcome': 1 }, first: [{ row: 12 }] });
  });
});

describe('previewText', () => {
  it('says in Chinese how the file was understood, with times in its zone', async () => {
    const text = previewText(await preview(), 'zh');
    expect(text).toContain('CSV，编码 UTF-8，逗号分隔；表头在第 2 行；时区 Asia/Shanghai');
    expect(text).toContain('上报 → 上报时间，例如 “2018-02-08 09:00” → 2018-02-08 09:00:00');
    expect(text).toContain('期限 → 期限（整列为空）');
    expect(text).toContain('单位 → 责任单位，例如 “-” → 待派遣');
    expect(text).toContain('第 3 行: 编号 0，上报时间 2018-02-08 09:00:00，责任单位 待派遣，办结情况 逾期办结');
    expect(text).toContain('共 10 行：收下 9，退回 1');
    expect(text).toContain('退回 (1)\n  上报时间无法识别 (unreadable-report-time): 1\n    第 11 行: 上报时间“?”');
  });

  it('shows the end of a due day to the second', async () => {
    const text = previewText(await preview('编号,上报,期限,单位,情况\n1,2018-02-08,2018-02-09,甲,\n'), 'zh');
    expect(text).toContain('期限，例如 “2018-02-09” → 2018-02-09 23:59:59\n');
  });

  it('says the same in English', async () => {
    const text = previewText(await preview(), 'en');
    expect(text).toContain('separated by comma; header in row 2; zone Asia/Shanghai');
    expect(text).toContain('10 rows: 9 accepted, 1 rejected');
    expect(text).toContain('not used: 备注');
    expect(text).toContain('outcome without a meaning (unknown-outcome): 1');
    expect(text.replaceAll(/“[^”]*”|"[^"]*"|编号|上报|期限|单位|情况|备注|甲/gu, '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('names a workbook’s sheet, and how many findings are not shown', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => [n, '?', '', '甲', '']);
    const text = previewText(await preview(await workbook([['编号', '上报', '期限', '单位', '情况'], ...rows])), 'en');
    expect(text).toContain('XLSX, sheet 台账; header in row 1');
    expect(text).toContain('… and 2 more');
  });

  it('keeps what a cell could do to a terminal off it', async () => {
    const text = previewText(await preview('编号,上报,期限,单位,情况\n1\u001b[2J,2018-02-08,,甲\u202e乙,\n'), 'zh');
    expect([...text].filter((character) => '\u001b\u202e'.includes(character))).toEqual([]);
  });
});
