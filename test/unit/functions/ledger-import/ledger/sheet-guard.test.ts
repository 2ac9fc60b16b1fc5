import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../../../functions/ledger-import/ledger/read-xlsx.ts';
import { refuseWideSheets } from '../../../../../functions/ledger-import/ledger/sheet-guard.ts';
import { BadInput } from '../../../../../shared/domain/bad-input.ts';
import { farRight, rawWorkbook, sheetXml, workbook } from '../../../../support/ledger-files.ts';

const WANTED = ['编号'];
const ROWS = 2_000;

/** A workbook with one sheet, 台账, of these rows. */
const withRows = (rows: string, more: Readonly<Record<string, string>> = {}): Uint8Array =>
  rawWorkbook({ 台账: sheetXml(rows) }, more);
const times = (count: number, row: (number: number) => string): string =>
  Array.from({ length: count }, (_, at) => row(at + 1)).join('');

function refusal(bytes: Uint8Array): BadInput['text'] | undefined {
  try {
    refuseWideSheets(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof BadInput) return error.text;
    throw error;
  }
}

describe('refuseWideSheets', () => {
  it('lets the workbook of an office pass', async () => {
    const bytes = await workbook([['编号', '街道'], ...Array.from({ length: 500 }, (_, at) => [at, '坪山街道'])]);
    expect(refusal(bytes)).toBeUndefined();
  });

  it('names sheet, column and row where the cells are far apart, and says what to do', async () => {
    const bytes = withRows(farRight(50_000));
    expect(refusal(bytes)).toEqual({
      zh: '工作表“台账”最右到单元格 XFD1，最下到第 50000 行，共 50000 行 × 16384 列，（连同其他工作表）超过 20000000 格的上限；请删去表格右侧和下方多余的列、行后另存再试，或按时间拆成几个文件。',
      en: 'the sheet "台账" goes right to the cell XFD1 and down to row 50000: 50000 rows × 16384 columns are (with the other sheets) more than the limit of 20000000 cells; delete the columns and rows beyond the table, save it and try again, or split it by time into several files.',
    });
    await expect(readXlsx(bytes, WANTED)).rejects.toThrow('goes right to the cell XFD1');
  });

  it('takes a stray cell in the last row, and one in the last column of a short table', () => {
    const table = '<row r="1"><c r="A1"><v>1</v></c></row>';
    expect(refusal(withRows(`${table}<row r="1048576"><c r="B1048576"><v>1</v></c></row>`))).toBeUndefined();
    expect(refusal(withRows(`${farRight(900)}${table}`))).toBeUndefined();
  });

  it('counts all sheets together, and names the one with which they become too many', () => {
    const tall = sheetXml('<row r="1048576"><c r="J1048576"><v>1</v></c></row>');
    expect(refusal(rawWorkbook({ 三月: tall }))).toBeUndefined();
    expect(refusal(rawWorkbook({ 三月: tall, 'A&amp;B': tall }))?.zh).toContain('工作表“A&B”最右到单元格 J1048576');
  });

  it.each([
    ['in a namespace', (n: number) => `<x:row r="${n}"><x:c r="XFD${n}"/></x:row>`],
    ['in single quotes', (n: number) => `<row r='${n}'><c t="s" r = 'XFD${n}'/></row>`],
    ['without quotes', (n: number) => `<row r=${n}><c r=XFD${n} /></row>`],
    ['in small letters', (n: number) => `<row r="${n}"><c r="xfd${n}"/></row>`],
    ['behind a bracket that is text', (n: number) => `<row r="${n}"><c s=">" r="XFD${n}"/></row>`],
    ['behind a comment with a quote', (n: number) => `<!-- <c ' --><row r="${n}"><c r="XFD${n}"/></row>`],
    ['named twice', (n: number) => `<row r="${n}"><c r="A${n}" r="XFD${n}"/></row>`],
    ['not at all, right of one far out', (n: number) => `<row r="${n}"><c r="XFC1"/><c/></row>`],
    ['not at all, in rows without a number', () => '<row><c r="XFC1"/><c/></row>'],
    ['behind a row whose number the reader does not see', () => '<row ="" r="1"><c r="XFC1"/><c ="" r="A1"/></row>'],
  ])('finds a cell that is named %s', (_, row) => {
    expect(refusal(withRows(times(ROWS, row)))?.en).toContain('goes right to');
  });

  it('takes neither text nor the list of formulas for cells', () => {
    const text = times(ROWS, (n) => `<row r="${n}"><c r="A${n}" t="str"><v>r="XFD${n}"</v></c></row>`);
    const chain = `<calcChain>${times(ROWS, (n) => `<c r="XFD${n}" i="1"/>`)}</calcChain>`;
    expect(refusal(withRows(text, { 'xl/calcChain.xml': chain }))).toBeUndefined();
  });

  it('refuses a cell whose place it cannot read', () => {
    expect(refusal(withRows('<row r="1"><c r="&#88;FD1"/></row>'))?.en).toContain(
      'xl/worksheets/sheet1.xml of this .xlsx file places a cell at "&#88;FD1", which is no place',
    );
  });
});

describe('readXlsx', () => {
  it('refuses merged cells that lie over one another, which it would fill again and again', async () => {
    const merges = '<mergeCell ref="A1:A50000"/>'.repeat(500);
    const rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="50000"><c r="A50000"><v>1</v></c></row>';
    const bytes = rawWorkbook({ 台账: sheetXml(rows, `<mergeCells>${merges}</mergeCells>`) });
    await expect(readXlsx(bytes, WANTED)).rejects.toThrow('merged cells of the sheet "台账" overlap');
  });
});
