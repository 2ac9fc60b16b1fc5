import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../../functions/ledger-import/ledger/mapping.ts';
import { readLedger } from '../../../../../functions/ledger-import/ledger/read-ledger.ts';
import { readXlsx } from '../../../../../functions/ledger-import/ledger/read-xlsx.ts';
import { workbook } from '../../../../support/ledger-files.ts';

const MAPPING = mappingSchema.parse({
  dateFormats: ['yyyy-MM-dd HH:mm', 'yyyy-MM-dd'],
  columns: { id: '编号', reportedAt: '上报', dueAt: '期限', closedAt: '办结', unit: '单位', outcome: '情况' },
  values: { outcome: { 按期: 'closed-on-time', 逾期: 'closed-late', 未办结: 'open' } },
  aliases: { unit: { '坪山（办）': '坪山街道' } },
});
const HEADER = '编号,上报,期限,办结,单位,情况';

const readRows = async (rows: readonly string[], mapping = MAPPING, header = HEADER) =>
  readLedger(Buffer.from(`${[header, ...rows].join('\n')}\n`), mapping, readXlsx);

/** The reason codes of one row that stands alone in its ledger. */
const reasonsOf = async (row: string) => {
  const { rejects, flags } = await readRows([row]);
  return [...rejects, ...flags].map((found) => found.reason);
};

describe('readLedger turns a row into a record', () => {
  it('with its times in the zone, its unit and its outcome', async () => {
    const { records, flags } = await readRows(['A1,2018-02-08 09:00,2018-02-09 09:00,2018-02-08 10:00,坪山街道,按期']);
    expect(records).toEqual([
      {
        row: 2,
        id: 'A1',
        reportedAt: '2018-02-08T01:00:00.000Z',
        dueAt: '2018-02-09T01:00:00.000Z',
        closedAt: '2018-02-08T02:00:00.000Z',
        unit: '坪山街道',
        outcome: 'closed-on-time',
      },
    ]);
    expect(flags).toEqual([]);
  });

  it('with every further column the mapping names, as the file spells it, and none for a placeholder', async () => {
    const mapping = mappingSchema.parse({
      columns: {
        id: 'i',
        reportedAt: 'r',
        unit: 'u',
        unitName: 'n',
        league: 'l',
        category: 'c',
        place: 'p',
        source: 's',
      },
    });
    const { records } = await readRows(
      ['１,2018-02-08,８号,城管办（坑梓）,街道,积水, － ,＠坪山'],
      mapping,
      'i,r,u,n,l,c,p,s',
    );
    expect(records[0]).toEqual({
      row: 2,
      id: '1',
      reportedAt: '2018-02-07T16:00:00.000Z',
      unit: '８号',
      unitName: '城管办（坑梓）',
      league: '街道',
      category: '积水',
      source: '＠坪山',
    });
  });

  it('with a day without an hour as start of report, end of due date, and earliest possible closing', async () => {
    const { records, flags } = await readRows([
      '1,2018-02-08,2018-02-09,2018-02-09,甲,',
      '2,2018-02-08 09:00,2018-02-08,2018-02-08,甲,',
      '3,2018-02-08 09:00,2018-02-09,2018-02-10,甲,',
    ]);
    const late = records.map(({ dueAt = '', closedAt = '' }) => closedAt > dueAt);
    expect(late).toEqual([false, false, true]);
    expect(records[1]).toMatchObject({ dueAt: '2018-02-08T15:59:59.999Z', closedAt: records[1]?.reportedAt });
    expect(flags).toEqual([]);
  });

  it('with the pool for a blank unit or dashes, by alias where one is given, one spelling for both widths', async () => {
    const units = ['', '-', '－', '——', '坪山(办)', '龙田（办）', '龙田(办)', '坪山街道'];
    const { records, counts } = await readRows(units.map((unit, n) => `${n},2018-02-08,,,${unit},`));
    expect(records.map((record) => record.unit)).toEqual([
      'unassigned',
      'unassigned',
      'unassigned',
      'unassigned',
      '坪山街道',
      '龙田（办）',
      '龙田（办）',
      '坪山街道',
    ]);
    expect(counts.unassigned).toBe(4);
  });

  it('from a workbook with typed dates, day counts and merged units', async () => {
    const bytes = await workbook(
      [
        ['某县问题台账', null, null, null, null, null],
        ['编号', '上报', '期限', '办结', '单位', '情况'],
        [1, new Date(Date.UTC(2018, 1, 8, 9)), 43140, 43139.5, '坪山街道', '按期'],
        [2, '2018-02-08 10:00', null, null, null, '未办结'],
      ],
      [
        { startRow: 0, endRow: 0, startCol: 0, endCol: 5 },
        { startRow: 2, endRow: 3, startCol: 4, endCol: 4 },
      ],
    );
    const { records, table, flags } = await readLedger(bytes, MAPPING, readXlsx);
    expect(table.headerRow).toBe(2);
    expect(records).toEqual([
      {
        row: 3,
        id: '1',
        reportedAt: '2018-02-08T01:00:00.000Z',
        dueAt: '2018-02-09T15:59:59.999Z',
        closedAt: '2018-02-08T04:00:00.000Z',
        unit: '坪山街道',
        outcome: 'closed-on-time',
      },
      { row: 4, id: '2', reportedAt: '2018-02-08T02:00:00.000Z', unit: '坪山街道', outcome: 'open' },
    ]);
    expect(flags).toEqual([]);
  });
});

describe('readLedger rejects only what can’t be understood', () => {
  it.each([
    [',2018-02-08,,,甲,', 'no-id'],
    ['-,2018-02-08,,,甲,', 'no-id'],
    ['1,2018-02-08', 'no-unit-column'],
    ['1,昨天,,,甲,', 'unreadable-report-time'],
    ['1,,,,甲,', 'unreadable-report-time'],
  ])('%s: %s', async (row, reason) => {
    expect(await reasonsOf(row)).toEqual([reason]);
  });

  it('an id seen before with other content, naming the first row and keeping that one', async () => {
    const { records, rejects } = await readRows(['1,2018-02-08,,,甲,', '１,2018-02-08,,,乙,']);
    expect(records.map((record) => record.unit)).toEqual(['甲']);
    expect(rejects).toEqual([
      {
        row: 3,
        reason: 'conflicting-id',
        message: {
          zh: '编号“1”在第 2 行已有，而内容不同；请核对后改正编号',
          en: 'the id "1" stands in row 2 already, with different content; check both and mend the id',
        },
        cells: { 编号: '１', 上报: '2018-02-08', 期限: '', 办结: '', 单位: '乙', 情况: '' },
      },
    ]);
  });

  it('an id or a unit longer than any office writes, which no store takes as a key', async () => {
    const { rejects, counts } = await readRows([
      `${'1'.repeat(201)},2018-02-08,,,甲,`,
      `2,2018-02-08,,,${'甲'.repeat(201)},`,
      `${'3'.repeat(200)},2018-02-08,,,${'甲'.repeat(200)},`,
    ]);
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'overlong-name'],
      [3, 'overlong-name'],
    ]);
    expect(rejects[1]?.message.zh).toContain('“甲甲甲');
    expect(counts).toMatchObject({ rows: 3, accepted: 1, rejected: 2 });
  });

  it('a place that no item of a store would hold', async () => {
    const mapping = mappingSchema.parse({ columns: { id: '编号', reportedAt: '上报', unit: '单位', place: '地点' } });
    const rows = [`1,2018-02-08,甲,${'路'.repeat(2001)}`, `2,2018-02-08,甲,${'路'.repeat(2000)}`];
    const { rejects, records } = await readRows(rows, mapping, '编号,上报,单位,地点');
    expect(rejects.map(({ row, message }) => [row, message.en.split(',')[0]])).toEqual([
      [2, 'the text "路路路路路路路路路路路路路路路路路路路路…" has 2001 characters'],
    ]);
    expect(records.map(({ row }) => row)).toEqual([3]);
  });

  it('but takes a second row with the id of a row it rejected', async () => {
    const { records, rejects } = await readRows(['1,?,,,甲,', '1,2018-02-08,,,甲,']);
    expect(rejects.map((reject) => reject.row)).toEqual([2]);
    expect(records.map((record) => record.row)).toEqual([3]);
  });

  it('with the value and the formats in the message', async () => {
    const { rejects } = await readRows(['1,昨天,,,甲,']);
    expect(rejects[0]?.message.zh).toBe('上报时间“昨天”不合任何一种格式（yyyy-MM-dd HH:mm | yyyy-MM-dd）');
    const many = await readRows(['1,昨天,,,甲,'], { ...MAPPING, dateFormats: ['yyyy', 'MM', 'dd', 'HH'] });
    expect(many.rejects[0]?.message.en).toContain('fits none of the formats (yyyy | MM | dd | …)');
  });
});

describe('readLedger keeps and flags', () => {
  it.each([
    ['1,2018-02-08 09:00,2018-02-08 09:00,,甲,', ['due-equals-reported']],
    ['1,2018-02-08 09:00,2018-02-07,,甲,', ['due-before-reported']],
    ['1,2018-02-08 09:00,,2018-02-08 08:59,甲,', ['closed-before-reported']],
    ['1,2018-02-08,尽快,,甲,', ['unreadable-due-time']],
    ['1,2018-02-08,,见附件,甲,', ['unreadable-closing-time']],
    ['1,1989-12-31,,,甲,', ['far-off-date']],
    ['1,2018-02-08,2028-03-01,,甲,', ['far-off-date']],
    ['1,2918-02-08,,,甲,', ['far-off-date']],
    ['1,2018-02-08,,1900-01-01,甲,', ['closed-before-reported', 'far-off-date']],
    ['1,2018-02-08,,,甲,挂账', ['unknown-outcome']],
    ['1,2018-02-08,2018-02-09,2018-02-10,甲,按期', ['outcome-contradicts-dates']],
    ['1,2018-02-08,2018-02-09,2018-02-09,甲,逾期', ['outcome-contradicts-dates']],
    ['1,2018-02-08,,2018-02-09,甲,未办结', ['outcome-contradicts-dates']],
    ['1,2018-02-08,,,甲,按期', ['outcome-contradicts-dates']],
    ['1,2018-02-08,2018-02-09,,甲,x,多,出', ['unknown-outcome', 'extra-cells']],
    ['1,2018-02-08 09:00,2018-02-09,2018-02-09,甲,按期', []],
    ['1,2018-02-08,2028-02-08,,甲,未办结', []],
  ])('%s: %j', async (row, reasons) => {
    expect(await reasonsOf(row)).toEqual(reasons);
  });

  it('a time that can’t be read by leaving it out, an unknown outcome likewise', async () => {
    const { records } = await readRows(['1,2018-02-08,尽快,见附件,甲,挂账']);
    expect(records).toEqual([{ row: 2, id: '1', reportedAt: '2018-02-07T16:00:00.000Z', unit: '甲' }]);
  });

  it('an exact repeat, once for each, without making a second problem', async () => {
    const row = '1,2018-02-08,,,甲,';
    const { records, flags, counts } = await readRows([row, row, '１, 2018-02-08,,,甲,']);
    expect(records).toHaveLength(1);
    expect(flags.map((flag) => [flag.row, flag.reason])).toEqual([
      [3, 'exact-repeat'],
      [4, 'exact-repeat'],
    ]);
    expect(counts).toMatchObject({ rows: 3, accepted: 3, rejected: 0, flagged: 2, repeats: 2 });
  });

  it('the first row that gives a unit code a further name, and no later one', async () => {
    const mapping = mappingSchema.parse({ columns: { id: 'i', reportedAt: 'r', unit: 'u', unitName: 'n' } });
    const rows = [
      '1,2018-02-08,8,甲',
      '2,2018-02-08,8,甲',
      '3,2018-02-08,8,乙',
      '4,2018-02-08,8,乙',
      '5,2018-02-08,-,丙',
      '6,2018-02-08,-,丁',
    ];
    const { flags } = await readRows(rows, mapping, 'i,r,u,n');
    expect(flags.map((flag) => [flag.row, flag.reason])).toEqual([[4, 'unit-with-two-names']]);
    expect(flags[0]?.message.en).toContain('the unit "8" was named "甲" before and "乙" here');
  });
});

describe('the counts of readLedger', () => {
  it('add up for any mixture of good, odd, repeated and broken rows', async () => {
    const cell = (...texts: string[]) => fc.constantFrom(...texts);
    const row = fc
      .tuple(
        cell('1', '2', '３', '', '-'),
        cell('2018-02-08', '2018-02-08 09:00', '?'),
        cell('', '2018-02-07', '?'),
        cell('', '2018-02-09'),
        cell('甲', '-'),
        cell('', '按期', '?'),
      )
      .map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(row, cell('', ',,,,,', '1,2018-02-08')), { maxLength: 12 }), async (rows) => {
        const { records, rejects, flags, counts } = await readRows(rows);
        expect(counts.accepted + counts.rejected).toBe(counts.rows);
        expect(records.length + counts.repeats).toBe(counts.accepted);
        expect(counts.rows + counts.blankRows).toBe(rows.length);
        expect(rejects).toHaveLength(counts.rejected);
        expect(new Set(records.map((record) => record.id)).size).toBe(records.length);
        const rejected = new Set(rejects.map((reject) => reject.row));
        expect(flags.filter((flag) => rejected.has(flag.row))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
