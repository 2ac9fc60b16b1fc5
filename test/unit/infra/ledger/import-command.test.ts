import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gb18030 } from '../../../support/gb18030.ts';
import { farRight, ledgerFile, rawWorkbook, sheetXml } from '../../../support/ledger-files.ts';

const SCRIPT = join(import.meta.dirname, '../../../../infra/local/import.ts');
const MAPPING = 'encoding: ENC\ncolumns: {id: 编号, reportedAt: 上报, unit: 单位}\n';

async function run(ledger: string | Uint8Array, encoding: string, ...more: string[]) {
  const file = await ledgerFile('ledger.csv', ledger);
  const mapping = await ledgerFile('mapping.yaml', MAPPING.replace('ENC', encoding));
  const args = [SCRIPT, '--ledger', file, '--mapping', mapping, '--preview', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr, left: [dirname(file), dirname(mapping)].map((folder) => readdirSync(folder)) };
}

describe('npm run import -- --preview', () => {
  it('talks on stderr, leaves stdout empty and writes nothing', async () => {
    const { status, stdout, stderr, left } = await run(gb18030('编号,上报,单位\n1,2018-02-08,坪山\n'), 'auto');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('编码 GB18030');
    expect(left).toEqual([['ledger.csv'], ['mapping.yaml']]);
  });

  it('prints the preview as JSON on stdout for a program', async () => {
    const { status, stdout } = await run('编号,上报,单位\n1,2018-02-08,坪山\n', 'auto', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { rows: 1, accepted: 1 },
      firstRecords: [{ id: '1', unit: '坪山' }],
    });
  });

  it('ends with 1 where no row could be accepted, and shows why', async () => {
    const { status, stderr } = await run('编号,上报,单位\n1,昨天,坪山\n', 'auto', '--lang', 'en');
    expect(status).toBe(1);
    expect(stderr).toContain('report time unreadable (unreadable-report-time): 1');
  });

  it('ends with 2 for a workbook whose cells lie too far apart, naming sheet, column and row', async () => {
    const { status, stderr, stdout } = await run(rawWorkbook({ 台账: sheetXml(farRight(2_000)) }), 'auto');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^工作表“台账”最右到单元格 XFD1，最下到第 2000 行/);
  });

  it('ends with 2 for GB18030 bytes called UTF-8, with a message and no stack', async () => {
    const { status, stderr, stdout } = await run(gb18030('编号,上报,单位\n'), 'utf-8', '--lang', 'en');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^the mapping names the encoding UTF-8, which does not fit the file: byte 0xB1 at offset 0, line 1/,
    );
    expect(stderr).not.toContain('    at ');
  });
});
