import fc from 'fast-check';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../../functions/ledger-import/ledger/read-table.ts';
import { readXlsx as readWorkbookGrid } from '../../../../../functions/ledger-import/ledger/read-xlsx.ts';
import { BadInput } from '../../../../../shared/domain/bad-input.ts';
import { gb18030 } from '../../../../support/gb18030.ts';
import { workbook } from '../../../../support/ledger-files.ts';

const WANTED = ['编号', '街道'];

const readCsv = (text: string | Uint8Array, wanted = WANTED) =>
  readTable(Buffer.from(text), wanted, 'auto', readWorkbookGrid);
const readXlsx = (bytes: Uint8Array, wanted = WANTED) => readTable(bytes, wanted, 'auto', readWorkbookGrid);

const readBytes = (bytes: Uint8Array) => readWorkbookGrid(bytes, WANTED);

async function refusal(reading: Promise<unknown>) {
  const error = await reading.then(
    () => new Error('the file was taken'),
    (reason: unknown) => reason,
  );
  if (error instanceof BadInput) return error.text;
  throw error;
}

describe('readTable of a CSV', () => {
  it.each([
    ['comma', ',', ','],
    ['semicolon', ';', ';'],
    ['tab', '\t', '\t'],
  ])('finds the %s by itself', async (_name, separator, delimiter) => {
    const table = await readCsv(`编号${separator}街道${separator}备注\n1${separator}坪山${separator}"a,b;c\td"\n`);
    expect(table.source).toMatchObject({ format: 'csv', delimiter, encoding: 'UTF-8' });
    expect(table.rows).toEqual([{ number: 2, cells: { 编号: '1', 街道: '坪山', 备注: 'a,b;c\td' } }]);
  });

  it('finds the separator that the header uses, not the one its title is full of', async () => {
    const table = await readCsv('问题台账（东,西,南,北四片区）\n编号;街道\n1;坪山\n');
    expect(table.source).toMatchObject({ delimiter: ';' });
  });

  it('reads quoted line breaks, doubled and stray quotes, and Windows line ends', async () => {
    const table = await readCsv('编号,街道\r\n1,"坪山\r\n街道"\r\n2,"说""好"""\r\n3,5" 管\r\n');
    expect(table.rows.map((row) => row.cells.街道)).toEqual(['坪山\r\n街道', '说"好"', '5" 管']);
  });

  it.each([0, 1])('keeps characters of two UTF-16 units whole, wherever its pieces end (%i)', async (shift) => {
    const long = 'x'.repeat(shift) + '😀'.repeat(200_000);
    const table = await readCsv(`编号,街道\n1,${long}\n2,乙\n`);
    expect(table.rows.map((row) => row.cells.街道)).toEqual([long, '乙']);
  });

  it('numbers rows as a spreadsheet program does, counting blank rows and not quoted line breaks', async () => {
    const table = await readCsv('编号,街道\n1,"a\nb"\n\n,\n2,c\n');
    expect(table.rows.map((row) => row.number)).toEqual([2, 5]);
    expect(table.blankRows).toBe(2);
  });

  it('skips title rows above the header and says which row the header is', async () => {
    const table = await readCsv(gb18030('某县问题台账,,\n填报单位：创建办,,\n序号,编号,街道\n1,A1,坪山\n'));
    expect(table.headerRow).toBe(3);
    expect(table.columns).toEqual(['序号', '编号', '街道']);
    expect(table.rows[0]?.cells).toEqual({ 序号: '1', 编号: 'A1', 街道: '坪山' });
  });

  it('matches column names by width and white space, and keeps them as they are written', async () => {
    const table = await readCsv('编 号（ＩＤ）,"街\n道"\n1,坪山\n', ['编号(ID)', '街道']);
    expect(Object.fromEntries(table.found)).toEqual({ '编号(ID)': '编 号（ＩＤ）', 街道: '街\n道' });
    expect(table.rows[0]?.cells).toEqual({ '编 号（ＩＤ）': '1', '街\n道': '坪山' });
  });

  it('leaves out the cells a short row does not reach and sets apart those beyond the header', async () => {
    const { rows } = await readCsv('编号,街道,备注\n1\n2,a,b,c,,d\n3,a,b,,\n');
    expect(rows).toEqual([
      { number: 2, cells: { 编号: '1' } },
      { number: 3, cells: { 编号: '2', 街道: 'a', 备注: 'b' }, extraCells: ['c', 'd'] },
      { number: 4, cells: { 编号: '3', 街道: 'a', 备注: 'b' } },
    ]);
  });

  it('gives unused columns without a name, or with the same one, a name of their own', async () => {
    const table = await readCsv('编号,备注,,备注,街道,\n1,a,b,c,d,\n');
    expect(table.columns).toEqual(['编号', '备注', '#3', '备注 (2)', '街道']);
  });

  it('keeps a column that is called like a part of every object', async () => {
    const table = await readCsv('编号,街道,__proto__\n1,a,b\n');
    expect(Object.entries(table.rows[0]?.cells ?? {})).toContainEqual(['__proto__', 'b']);
  });
});

describe('readTable of an XLSX', () => {
  it('reads text, numbers, truth values and dates as a person sees them', async () => {
    const day = new Date(Date.UTC(2018, 1, 8));
    const time = new Date(Date.UTC(2018, 1, 8, 9, 5, 7));
    const { rows, source } = await readXlsx(
      await workbook([
        ['编号', '街道', 'n', 'b', 'd', 't'],
        ['007', 12.5, 43139, true, day, time],
      ]),
    );
    expect(source).toEqual({ format: 'xlsx', sheet: '台账', otherSheets: [], epoch: 1900 });
    expect(rows).toEqual([
      {
        number: 2,
        cells: { 编号: '007', 街道: '12.5', n: '43139', b: 'TRUE', d: '2018-02-08', t: '2018-02-08 09:05:07' },
        dates: { d: '2018-02-08', t: '2018-02-08T09:05:07.000' },
      },
    ]);
  });

  it('skips a merged title and gives each row of a merged cell its value', async () => {
    const bytes = await workbook(
      [
        ['某县问题台账', null, null],
        ['编号', '街道', '社区'],
        ['1', '坪山', '六联'],
        ['2', null, '六和'],
        [null, null, null],
        ['3', '龙田', null],
      ],
      [
        { startRow: 0, endRow: 0, startCol: 0, endCol: 2 },
        { startRow: 2, endRow: 3, startCol: 1, endCol: 1 },
        { startRow: 5, endRow: 5, startCol: 1, endCol: 2 },
      ],
    );
    const table = await readXlsx(bytes);
    expect(table.headerRow).toBe(2);
    expect(table.blankRows).toBe(1);
    expect(table.rows.map((row) => [row.number, row.cells.街道, row.cells.社区])).toEqual([
      [3, '坪山', '六联'],
      [4, '坪山', '六和'],
      [6, '龙田', ''],
    ]);
  });

  it('finds a header of two rows whose outer cells are merged downwards', async () => {
    const rows: CellValue[][] = [
      ['编号', '责任单位', null],
      [null, '街道', '社区'],
      ['1', '坪山', '六联'],
    ];
    const bytes = await workbook(rows, [
      { startRow: 0, endRow: 1, startCol: 0, endCol: 0 },
      { startRow: 0, endRow: 0, startCol: 1, endCol: 2 },
    ]);
    expect((await readXlsx(bytes)).headerRow).toBe(2);
  });

  it('reads the visible sheet that has the columns and names the others', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['填表说明']] },
        {
          name: '旧',
          hidden: true,
          rows: [
            ['编号', '街道'],
            ['0', 'x'],
          ],
        },
        {
          name: '二月',
          rows: [
            ['编号', '街道'],
            ['1', 'a'],
          ],
        },
        {
          name: '三月',
          rows: [
            ['编号', '街道'],
            ['2', 'b'],
          ],
        },
      ],
    });
    const table = await readXlsx(bytes);
    expect(table.source).toMatchObject({ sheet: '二月', otherSheets: ['说明', '三月'] });
    expect(table.rows.map((row) => row.cells.编号)).toEqual(['1']);
  });

  it('tells a workbook by its content, whatever encoding is named', async () => {
    const bytes = await workbook([WANTED, ['1', 'a']]);
    expect((await readTable(bytes, WANTED, 'gb18030', readWorkbookGrid)).source.format).toBe('xlsx');
  });

  it('knows the day counts of a workbook in the 1904 system', async () => {
    const bytes = await writeXlsx({ dateSystem: '1904', sheets: [{ name: 'a', rows: [WANTED, ['1', 'a']] }] });
    expect((await readXlsx(bytes)).source).toMatchObject({ epoch: 1904 });
  });
});

describe('readTable refuses', () => {
  it('a missing column, naming it, the file’s columns, the header row and the nearest name', async () => {
    const { zh, en } = await refusal(
      readCsv('某县台账\n案件编号,上报日期,街道\n1,2018-01-01,a\n', ['案件编号', '上报时间', '街道']),
    );
    expect(en).toBe(
      'the file lacks columns that the mapping names: "上报时间" (did you mean "上报日期"?). The most likely header is row 2: 案件编号, 上报日期, 街道. Mend columns in the mapping.',
    );
    expect(zh).toContain('“上报时间”（是否想写“上报日期”？）');
    expect((await refusal(readCsv('id,Agencies\n1,a\n', ['id', 'Agency']))).en).toContain('did you mean "Agencies"?');
  });

  it('a missing column with a word on the encoding where that is the likely cause', async () => {
    const bytes = Buffer.from('街道街道,处置\n1,2\n');
    expect((await refusal(readTable(bytes, ['街道街道'], 'gb18030', readWorkbookGrid))).en).toContain(
      'The file looks like UTF-8; check encoding.',
    );
  });

  it('a mapped column that the header names twice', async () => {
    const { en } = await refusal(readCsv('编号,街道,街 道\n1,a,b\n'));
    expect(en).toContain('header (row 1) has two columns named "街道" (columns 2 and 3)');
  });

  it('a quote that never closes, naming the row it opens in', async () => {
    expect((await refusal(readCsv('编号,街道\n1,a\n2,"b\n3,c\n'))).en).toContain('a quote (") that opens in row 3');
    const long = await refusal(readCsv(`编号,街道\n1,"b\n${'2,c\n'.repeat(300_000)}"`));
    expect(long.en).toContain('opens in row 2');
  });

  it('an empty file', async () => {
    expect((await refusal(readCsv(''))).en).toBe('the file is empty: it has no rows.');
  });

  it('an old .xls or a workbook with a password', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: 'a', rows: [WANTED] }],
      encryption: { password: 'p', spinCount: 10 },
    });
    expect((await refusal(readXlsx(locked))).en).toContain('save it as .xlsx');
  });

  it('a workbook with a flipped byte, and one cut off', async () => {
    const bytes = await workbook([WANTED, ...Array.from({ length: 200 }, (_, n) => [`${n}`, '坪山'])]);
    const flipped = Uint8Array.from(bytes);
    const inside = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 60;
    flipped[inside] = (flipped[inside] ?? 0) ^ 0xff;
    expect((await refusal(readXlsx(flipped))).en).toContain('this .xlsx file cannot be read');
    expect((await refusal(readXlsx(bytes.subarray(0, bytes.length / 2)))).en).toContain(
      'the list of its parts is missing',
    );
  });

  it('any damaged workbook with a message and not with a crash', async () => {
    const bytes = await workbook([WANTED, ['1', '坪山'], ['2', 3.5]]);
    const damage = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (flips) => {
        const broken = Buffer.from(bytes);
        for (const [at, bits] of flips) broken[at] = (broken[at] ?? 0) ^ bits;
        broken.set(bytes.subarray(0, 4));
        const { en } = await readBytes(broken).then(
          () => ({ en: 'read' }),
          (error: unknown) => (error instanceof BadInput ? error.text : Promise.reject(error)),
        );
        expect(en).not.toBe('');
      }),
    );
  });
});
