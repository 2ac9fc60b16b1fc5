import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMapping, parseMapping } from '../../../../infra/local/ledger/mapping-file.ts';
import { BadInput } from '../../../../shared/domain/bad-input.ts';
import { gb18030 } from '../../../support/gb18030.ts';

const COLUMNS = 'columns: {id: 编号, reportedAt: 上报时间, unit: 街道}';

function refusal(text: string) {
  try {
    parseMapping(text, 'm.yaml');
  } catch (error) {
    if (error instanceof BadInput) return error.text;
    throw error;
  }
  throw new Error('the mapping was taken');
}

describe('parseMapping', () => {
  it('fills in the zone, the encoding and the year-first formats', () => {
    expect(parseMapping(COLUMNS, 'm.yaml')).toMatchObject({
      timeZone: 'Asia/Shanghai',
      encoding: 'auto',
      dateFormats: expect.arrayContaining(['yyyy-MM-dd', 'yyyy年MM月dd日 HH:mm']),
      columns: { id: '编号', reportedAt: '上报时间', unit: '街道' },
      values: { outcome: {} },
      aliases: { unit: {} },
    });
  });

  it('reads every setting of the contract, and JSON as well as YAML', () => {
    const mapping = {
      timeZone: 'America/New_York',
      encoding: 'gb18030',
      dateFormats: ['MM/dd/yyyy hh:mm:ss a', "yyyy-MM-dd'T'HH:mm"],
      columns: Object.fromEntries(
        'id reportedAt dueAt closedAt unit unitName league category place source outcome'
          .split(' ')
          .map((field) => [field, `col ${field}`]),
      ),
      values: { outcome: { 按期: 'closed-on-time', 逾期: 'closed-late', 未结: 'open' } },
      aliases: { unit: { 坪山办: '坪山街道' } },
    };
    expect(parseMapping(JSON.stringify(mapping, undefined, 2), 'm.json')).toEqual(mapping);
  });

  it.each([
    ['GBK', 'gb18030'],
    ['gb2312', 'gb18030'],
    ['UTF8', 'utf-8'],
    ['utf-16', 'utf-16'],
  ])('takes the encoding name %s', (name, encoding) => {
    expect(parseMapping(`encoding: ${name}\n${COLUMNS}`, 'm.yaml').encoding).toBe(encoding);
  });

  it('names line and column of malformed YAML and JSON', () => {
    expect(refusal('columns:\n  id: a\n unit: b').en).toContain('m.yaml is malformed YAML or JSON at line 3, column 1');
    expect(refusal('{"columns": {"id": "a"').zh).toContain('第 1 行第 23 列');
    expect(refusal(`${COLUMNS}\n${COLUMNS}`).en).toContain('line 2, column 1');
  });

  it('names the path of a wrong key and what is allowed there', () => {
    const { zh, en } = refusal('columns: {id: a, reportedAt: b, unit: c, handler: d}\nencodng: x');
    expect(en).toContain('columns.handler: there is no "handler" here; allowed here: id, reportedAt, dueAt, closedAt');
    expect(en).toContain('encodng: there is no "encodng" here; did you mean "encoding"?');
    expect(zh).toContain('columns.handler: 没有“handler”这一项，可以写：id、reportedAt');
  });

  it.each([
    ['columns: {id: a, unit: c}', 'columns.reportedAt: is missing'],
    ['columns: {id: 7, reportedAt: b, unit: c}', 'columns.id: found 7; it must be text'],
    [
      'columns: {id: " ", reportedAt: b, unit: c}',
      'columns.id: found " "; it must be the name of a column of the file',
    ],
    [
      `${COLUMNS}\nvalues: {outcome: {好: closed}}`,
      'values.outcome.好: found "closed"; allowed: closed-on-time, closed-late, open',
    ],
    [`${COLUMNS}\nencoding: big5`, 'encoding: found "big5"; allowed: auto, utf-8'],
    [`${COLUMNS}\ntimeZone: Mars/Base`, 'timeZone: found "Mars/Base"; it must be an IANA time zone'],
    [`${COLUMNS}\ndateFormats: yyyy-MM-dd`, 'dateFormats: found "yyyy-MM-dd"; it must be a list'],
    [`${COLUMNS}\ndateFormats: [YYYY-MM-DD]`, 'dateFormats[0]: found "YYYY-MM-DD"; it holds "YYYY"'],
    [`${COLUMNS}\ndateFormats: [HH:mm]`, 'dateFormats[0]: found "HH:mm"; it must hold year, month and day'],
    [`${COLUMNS}\ndateFormats: ['yyyy-MM-dd hh:mm']`, 'it has a 12-hour hour (h) without a'],
    [`${COLUMNS}\ndateFormats: [yyyy-MM-ddTHH:mm]`, "in single quotes, as in 'T'"],
    ['[]', '(the whole file): found []; it must be a group'],
    ['', '(the whole file): '],
  ])('refuses %s', (text, message) => {
    expect(refusal(text).en).toContain(message);
  });
});

describe('loadMapping', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mapping-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a mapping that an editor saved as GB18030', async () => {
    const file = join(folder, 'gb.yaml');
    await writeFile(file, gb18030(COLUMNS));
    expect((await loadMapping(file)).columns.unit).toBe('街道');
  });

  it('says which file cannot be read', async () => {
    await expect(loadMapping(join(folder, 'none.yaml'))).rejects.toThrow('none.yaml cannot be read (ENOENT)');
  });

  it('refuses a ledger given as the mapping by its size', async () => {
    const file = join(folder, 'big.csv');
    await writeFile(file, 'x'.repeat(1_000_001));
    await expect(loadMapping(file)).rejects.toThrow('--mapping wants the YAML or JSON mapping, not the ledger');
  });

  it.each(['pingshan-2018.yaml', 'baltimore-311.yaml'])('takes the shipped mapping %s', async (name) => {
    const file = join(import.meta.dirname, '../../../support/mappings', name);
    await expect(loadMapping(file)).resolves.toHaveProperty('columns.id');
  });
});
