import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellValue } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { MAX_UNPACKED_BYTES } from '../../../../functions/ledger-import/unpack-workbook.ts';
import type { Services } from '../../../../functions/services.ts';
import { headsOf, importByCommand } from '../../../support/import-by-command.ts';
import { farRight, rawWorkbook, sheetXml, workbook } from '../../../support/ledger-files.ts';
import { LEDGER_COLUMNS, LEDGER_SETTINGS, ledgerCsv } from '../../../support/office-ledger.ts';
import { dropLedger, openImportStage, runImport } from '../../../support/run-ledger-import.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const folder = temporaryFolders();
const MAPPING = mappingSchema.parse(LEDGER_SETTINGS);
const CAMPAIGN = 'hundred-days-2026';

/** Rows of every kind: open, closed, in the pool, repeated, in conflict, unreadable, unknown, with a formula. */
function rowOf(n: number): string {
  const id = `A${n}`;
  const day = String((n % 27) + 1).padStart(2, '0');
  switch (n % 11) {
    case 1:
      return `${id},2026-02-${day} 09:00,2026-02-28 17:00,2026-02-28 10:00,城东街道,暴露垃圾,人民路${n % 40}号`;
    case 2:
      return `${id},2026-02-${day} 09:00,,,-,litter,`;
    case 3:
      return `${id},昨天,,,城东街道,litter,=HYPERLINK("http://x")`;
    case 4:
      return `${id},2026-02-${day} 09:00,,,城北街道,litter,人民路`;
    case 5:
      return `A${n - 4},2026-02-01 09:00,,,城东街道,litter,别处`;
    case 6:
      return rowOf(n - 5);
    case 7:
      return `${id},2026-02-${day} 09:00,2026-01-01 09:00,,城西街道,litter,@人民路`;
    case 8:
      return ',,,,,,';
    default:
      return `${id},2026-02-${day} 09:00,2026-06-01 17:00,,城西街道,litter,解放路${n}号`;
  }
}
const ledger = (rows: number): Uint8Array => ledgerCsv(Array.from({ length: rows }, (_, n) => rowOf(n + 1)));

const byCommand = (bytes: Uint8Array) => importByCommand(bytes, MAPPING);

const fileIn = (root: string, report: unknown, name: string): string =>
  readFileSync(join(root, String(report), name), 'utf8');

async function open() {
  const root = folder();
  const stage = await openImportStage(root);
  const drop = (
    bytes: Uint8Array,
    more: { settings?: unknown; turn?: number; file?: string; campaign?: string } = {},
  ) => dropLedger({ campaign: CAMPAIGN, file: '台账.csv', settings: LEDGER_SETTINGS, bytes, ...more }, stage.services);
  return { ...stage, root, drop };
}

const outputOf = async (running: ReturnType<typeof runImport>) => {
  const run = await running;
  if ('error' in run) throw run.error;
  return run.output;
};

describe('a dropped ledger', () => {
  it('leads to the ledger, the rejects, the flags and the numbers that the command makes of it', async () => {
    const bytes = ledger(1300);
    const expected = await byCommand(bytes);
    const { services, root, drop } = await open();
    const { report } = await outputOf(runImport(await drop(bytes), services));
    expect(await headsOf(services, CAMPAIGN)).toEqual(expected.heads);
    expect(expected.heads.length).toBeGreaterThan(500);
    expect(fileIn(root, report?.report, 'rejects.csv')).toBe(expected.rejects);
    expect(fileIn(root, report?.report, 'flags.csv')).toBe(expected.flags);
    expect(report).toMatchObject(expected.numbers);
    expect(expected.rejects).toContain(`"'=HYPERLINK`);
  });
  it('is told of in a report for people and one for programs, whose numbers add up', async () => {
    const { services, root, drop } = await open();
    const { report } = await outputOf(runImport(await drop(ledger(60)), services));
    const numbers = JSON.parse(fileIn(root, report?.report, 'report.json'));
    expect(numbers.rows).toBe(numbers.imported + numbers.repeated + numbers.repeats + numbers.rejected);
    expect(numbers).toMatchObject({ campaign: CAMPAIGN, file: '台账.csv', blankRows: 5 });
    expect(fileIn(root, report?.report, 'report.txt')).toMatch(
      /^\uFEFFhundred-days-2026 台账\.csv\r\n台账 55 行：导入 \d+（/,
    );
  });
  it('that holds nothing to take in goes straight to its report', async () => {
    const { services, drop } = await open();
    const run = await runImport(await drop(ledgerCsv([])), services);
    expect(run.calls).toEqual(['read', 'report']);
  });
  it('put there again takes in nothing twice, and says so in a report of its own', async () => {
    const { services, drop, goTo } = await open();
    const first = await outputOf(runImport(await drop(ledger(60)), services));
    const heads = await headsOf(services, CAMPAIGN);
    goTo('2026-03-02 10:00');
    const again = await outputOf(runImport(await drop(ledger(60), { turn: 2 }), services));
    expect(await headsOf(services, CAMPAIGN)).toEqual(heads);
    expect(again.report).toMatchObject({ imported: 0, closed: 0, repeated: first.report?.imported });
    expect(again.report?.report).not.toBe(first.report?.report);
  });
  it('takes the mapping of its campaign where it has none of its own', async () => {
    const { services, drop } = await open();
    const dropped = await drop(ledger(11), { settings: undefined });
    await services.archive.put(`import/${CAMPAIGN}/mapping.json`, Buffer.from(JSON.stringify(LEDGER_SETTINGS)));
    expect((await outputOf(runImport(dropped, services))).report).toMatchObject({ rows: 10 });
  });
});

describe('a dropped workbook', () => {
  const rows = (count: number): CellValue[][] => [
    ['某县问题台账'],
    [...LEDGER_COLUMNS],
    ...Array.from({ length: count }, (_, n) => {
      const [id = '', reported, due, closed, ...more] = rowOf(n + 1).split(',');
      // A date cell, which the file keeps as a number.
      const at = reported?.startsWith('2026') ? new Date(`${reported.replace(' ', 'T')}:00Z`) : reported;
      return [id, at ?? '', due ?? '', closed ?? '', ...more];
    }),
  ];
  it('is unpacked and leads to what the command makes of it', async () => {
    const bytes = await workbook(rows(700), [{ startRow: 0, startCol: 0, endRow: 0, endCol: 6 }]);
    const expected = await byCommand(bytes);
    const { services, root, drop } = await open();
    const run = await runImport(await drop(bytes, { file: '台账.xlsx' }), services);
    if ('error' in run) throw run.error;
    expect(run.calls.slice(0, 3)).toEqual(['read', 'unpack', 'read']);
    expect(run.output.report).toMatchObject(expected.numbers);
    expect(await headsOf(services, CAMPAIGN)).toEqual(expected.heads);
    expect(fileIn(root, run.output.report?.report, 'rejects.csv')).toBe(expected.rejects);
    expect(fileIn(root, run.output.report?.report, 'flags.csv')).toBe(expected.flags);
    expect(expected.heads.length).toBeGreaterThan(200);
  });
  it.each(['before', 'after'])('whose unpacking crashes %s its work is unpacked once all the same', async (when) => {
    const bytes = await workbook(rows(40));
    const { services, drop } = await open();
    const crashed = new Set<string>();
    const run = await runImport(await drop(bytes, { file: '台账.xlsx' }), services, (call, moment) => {
      if (call !== 'unpack' || moment !== when || crashed.has(call)) return;
      crashed.add(call);
      throw new Error('crashed');
    });
    expect(run.calls.filter((call) => call === 'unpack')).toHaveLength(2);
    expect('output' in run && run.output.report).toMatchObject((await byCommand(bytes)).numbers);
    const parts = (await services.archive.list('work/')).filter((path) => path.endsWith('.jsonl'));
    expect(parts).toHaveLength(1);
  });
  it('that is damaged, or would inflate beyond what the function holds, gets a report that says so', async () => {
    const refusalOf = async (bytes: Uint8Array) => {
      const { services, root, drop } = await open();
      const { read } = await outputOf(runImport(await drop(bytes, { file: '台账.xlsx' }), services));
      return fileIn(root, read?.report, 'report.txt');
    };
    const bytes = await workbook(rows(40));
    expect(await refusalOf(bytes.subarray(0, bytes.length / 2))).toContain('this .xlsx file cannot be read');
    const bomb = Buffer.from(bytes);
    // What the list of its parts says the first one inflates to.
    bomb.writeUInt32LE(MAX_UNPACKED_BYTES + 1, bomb.indexOf(Buffer.from('504b0102', 'hex')) + 24);
    expect(await refusalOf(bomb)).toContain(`the limit is ${MAX_UNPACKED_BYTES}`);
    const wide = rawWorkbook({ 台账: sheetXml(farRight(2_000)) });
    expect(await refusalOf(wide)).toContain('工作表“台账”最右到单元格 XFD1，最下到第 2000 行');
  });
});

describe('an import that is disturbed', () => {
  it('noticed twice at once ends in one ledger and one report', async () => {
    const bytes = ledger(600);
    const { services, root, drop } = await open();
    const dropped = await drop(bytes);
    const runs = await Promise.all([outputOf(runImport(dropped, services)), outputOf(runImport(dropped, services))]);
    expect(await headsOf(services, CAMPAIGN)).toEqual((await byCommand(bytes)).heads);
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0].report).toMatchObject((await byCommand(bytes)).numbers);
    expect(fileIn(root, runs[0].report?.report, 'report.json')).toContain('"rows"');
  });
  it.each(['before', 'after'] as const)(
    'by the crash of each function once, %s its work, ends as if it were not',
    async (when) => {
      const bytes = ledger(1300);
      const { services, drop, clock } = await open();
      const crashed = new Set<string>();
      const run = await runImport(await drop(bytes), services, (call, moment) => {
        if (moment !== when || crashed.has(call)) return;
        crashed.add(call);
        clock.advanceTo(new Date(Date.parse(clock.now()) + 1000).toISOString());
        throw new Error(`${call} crashed`);
      });
      expect(crashed.size).toBeGreaterThan(3);
      const { numbers } = await byCommand(bytes);
      expect('output' in run && run.output.report).toMatchObject(numbers);
    },
  );
  it('in the middle of a chunk counts what it had taken in as its own', async () => {
    const bytes = ledger(300);
    const { services, drop } = await open();
    let writes = 0;
    const dying: Services = {
      ...services,
      items: {
        ...services.items,
        async transact(actions) {
          writes += 1;
          if (writes === 20) throw new Error('the function was killed');
          await services.items.transact(actions);
        },
      },
    };
    const { numbers, heads } = await byCommand(bytes);
    const { report } = await outputOf(runImport(await drop(bytes), dying));
    expect(report).toMatchObject(numbers);
    expect(await headsOf(services, CAMPAIGN)).toEqual(heads);
  });
  it('beyond its retries fails, and goes on where it stood when it is redriven', async () => {
    const bytes = ledger(1300);
    const { services, drop } = await open();
    const dropped = await drop(bytes);
    const failed = await runImport(dropped, services, (call, moment) => {
      if (call === 'takeIn 00001' && moment === 'before') throw new Error('the table is away');
    });
    expect(failed).toMatchObject({ error: expect.anything() });
    const { report } = await outputOf(runImport(dropped, services));
    expect(report).toMatchObject((await byCommand(bytes)).numbers);
  });
  it('fails where rows were lost, and writes no report', async () => {
    const { services, drop } = await open();
    const done = (path: string) => /done-00000\.json$/.test(path);
    const archive = {
      ...services.archive,
      get: async (path: string) =>
        done(path) ? Buffer.from('{"imported":1,"closed":0,"repeated":0}') : services.archive.get(path),
    };
    const run = await runImport(await drop(ledger(60)), { ...services, archive });
    expect(String('error' in run && (run.error as Error).message)).toContain('do not add up');
    expect(await services.archive.list('reports/')).toEqual([]);
  });
});

describe('a file that can’t be taken', () => {
  const refusal = async (
    bytes: Uint8Array,
    more: { settings?: unknown; file?: string; campaign?: string } = {},
  ): Promise<string> => {
    const { services, root, drop } = await open();
    const { read } = await outputOf(runImport(await drop(bytes, more), services));
    expect(read?.outcome).toBe('refused');
    expect(await headsOf(services, CAMPAIGN)).toEqual([]);
    return fileIn(root, read?.report, 'report.txt');
  };
  it('for its campaign gets a report that names those there are', async () => {
    expect(await refusal(ledger(3), { campaign: 'other' })).toContain('没有专项行动“other”，有：hundred-days-2026');
  });
  it('for its mapping gets a report of what is wrong with it, or where it is looked for', async () => {
    const wrong = await refusal(ledger(3), { settings: { columns: { id: '编号', unit: '单位' } } });
    expect(wrong).toContain('columns.reportedAt');
    expect(await refusal(ledger(3), { settings: undefined })).toContain(
      'import/hundred-days-2026/台账.mapping.json or import/hundred-days-2026/mapping.json',
    );
  });
  it('for its content gets a report with what the command would say', async () => {
    expect(await refusal(Buffer.from('编号,时间\n1,2\n'))).toContain('the file lacks columns that the mapping names');
    const unclosed = Buffer.concat([ledger(1200), Buffer.from('\nZ,"2026\n')]);
    expect(await refusal(unclosed)).toContain('never closes');
  });
  it('since it is a folder starts nothing', async () => {
    const { services } = await open();
    const folder = { key: `import/${CAMPAIGN}/`, size: 0, etag: 'e', sequencer: '1' };
    expect(await runImport(folder, services)).toMatchObject({ output: expect.anything(), calls: [] });
  });
  it('since it is a mapping starts nothing', async () => {
    const { services, drop } = await open();
    const run = await runImport(await drop(Buffer.from('{}'), { file: 'mapping.json' }), services);
    expect(run).toMatchObject({ output: expect.anything(), calls: [] });
  });
  it('since it was replaced before it was read says that the newer one comes by itself', async () => {
    const { services, root, drop } = await open();
    const dropped = await drop(ledger(3));
    const gone = { ...dropped, key: `import/${CAMPAIGN}/台账.csv`, etag: 'other' };
    const archive = {
      ...services.archive,
      get: async (path: string) => (path === gone.key ? undefined : services.archive.get(path)),
    };
    const { read } = await outputOf(runImport(gone, { ...services, archive }));
    expect(fileIn(root, read?.report, 'report.txt')).toContain('已被替换或删除');
  });
});
