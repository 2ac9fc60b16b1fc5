import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '../../infra/local/stage.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import { currentLife, isOverdue } from '../../shared/domain/problem/problem-state.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-test-'));
const data = join(folder, 'data');
const ledger = join(folder, 'ledger.csv');
const mapping = join(folder, 'mapping.yaml');
const out = join(folder, 'out');

const open = () =>
  openStage({ folder: data, clock: systemClock, ids: createSystemIds(systemClock), durability: 'full' });

beforeAll(async () => {
  const stage = open();
  await stage.services.registry.create(buildCampaign(), systemClock.now());
  stage.close();
  writeFileSync(
    ledger,
    [
      '编号,上报时间,期限,办结,单位,类别,地点',
      'A1,2026-06-01 09:00,2030-06-20 17:00,,城东街道,暴露垃圾,人民路1号',
      'A2,2026-06-01 09:00,2026-06-03 17:00,2026-06-04 10:00,城东街道,litter,人民路2号',
      'A3,2026-06-01 09:00,,,成东街道,暴露垃圾,人民路3号',
      'A4,不是时间,,,城东街道,暴露垃圾,人民路4号',
      'A5,2026-06-01 09:00,,,-,暴露垃圾,人民路5号',
      'A6,2026-06-01 09:00,,,城东街道,没有的类别,人民路6号',
    ].join('\n'),
  );
  writeFileSync(
    mapping,
    "dateFormats: ['yyyy-MM-dd HH:mm']\ncolumns: {id: 编号, reportedAt: 上报时间, dueAt: 期限, closedAt: 办结, unit: 单位, category: 类别, place: 地点}\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...more: string[]) =>
  runCommand('import', ['--ledger', ledger, '--mapping', mapping, '--data', data, '--out', out, '--json', ...more]);

describe('import into a running campaign', () => {
  it('brings in what it understands, rejects the rest with the reason, and the counts add up', async () => {
    const { code, stdout } = await run('--campaign', 'hundred-days-2026');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ rows: 6, imported: 3, closed: 1, repeated: 0, rejected: 3 });
    expect(result.rows).toBe(result.imported + result.repeated + result.repeats + result.rejected);
    const rejects = readFileSync(join(out, 'rejects.csv'), 'utf8');
    for (const part of ['unknown-unit', '是否指“城东街道”', 'unreadable-report-time', 'unknown-category'])
      expect(rejects).toContain(part);
  });
  it('keeps the deadline and the closing that the ledger states', async () => {
    const stage = open();
    const load = async (id: string) => (await stage.services.ledger.load('hundred-days-2026', id))?.state;
    expect(await load('A1')).toMatchObject({
      status: 'dispatched',
      lives: [{ schedule: { dueAt: '2030-06-20T09:00:00.000Z' } }],
    });
    expect(await load('A2')).toMatchObject({ status: 'closed', lives: [{ settledAt: '2026-06-04T02:00:00.000Z' }] });
    expect(await load('A5')).toMatchObject({ status: 'recorded' });
    stage.close();
  });
  it('takes the outcome as the fact where the ledger keeps no dates', async () => {
    const other = join(folder, 'outcomes.csv');
    writeFileSync(
      other,
      '编号,上报,单位,类别,情况\nB1,2026-06-01,城东街道,暴露垃圾,逾期\nB2,2026-06-01,城东街道,暴露垃圾,按期',
    );
    const meaning = join(folder, 'outcomes.yaml');
    writeFileSync(
      meaning,
      'columns: {id: 编号, reportedAt: 上报, unit: 单位, category: 类别, outcome: 情况}\nvalues: {outcome: {逾期: closed-late, 按期: closed-on-time}}\n',
    );
    const asked = ['--ledger', other, '--mapping', meaning, '--campaign', 'hundred-days-2026'];
    expect(await run(...asked)).toMatchObject({ code: 0 });
    const stage = open();
    const isLate = async (id: string) => {
      const state = (await stage.services.ledger.load('hundred-days-2026', id))?.state;
      return state && isOverdue(currentLife(state), systemClock.now());
    };
    expect([await isLate('B1'), await isLate('B2')]).toEqual([true, false]);
    stage.close();
  });
  it('changes nothing when it is run again', async () => {
    const { stdout } = await run('--campaign', 'hundred-days-2026');
    expect(JSON.parse(stdout)).toMatchObject({ imported: 0, closed: 0, repeated: 3, rejected: 3 });
  });
  it('asks for the campaign, and names those there are', async () => {
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('--campaign') });
    expect(await run('--campaign', 'x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('hundred-days-2026'),
    });
  });
  it('writes nothing with --preview', async () => {
    const { code, stdout } = await run('--preview');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { rows: 6, accepted: 5, rejected: 1 } });
  });
  it('takes nothing into a campaign that has ended', async () => {
    const stage = open();
    const head = await stage.services.registry.head('hundred-days-2026');
    if (head) await stage.services.items.transact([stage.services.registry.writeHead(head, { status: 'ended' })]);
    stage.close();
    expect(await run('--campaign', 'hundred-days-2026')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('已经结束'),
    });
  });
});
