import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CampaignReport } from '../../infra/local/report/campaign-report.ts';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'presets-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A whole campaign, or the three of S1, with the seeded model; the report of each campaign by its id. */
async function rehearse(preset: string, seed: number, inspections: number): Promise<Record<string, CampaignReport>> {
  const out = join(folder, `${preset}-${seed}`);
  const options = [
    '--campaign',
    `preset:${preset}`,
    '--seed',
    String(seed),
    '--inspections',
    String(inspections),
    '--out',
    out,
  ];
  const { code, stderr } = await runCommand('rehearse', options);
  expect(code, stderr).toBe(0);
  const files = readdirSync(join(out, 'summary'));
  return Object.fromEntries(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(out, 'summary', file), 'utf8'))]),
  );
}

const only = (reports: Record<string, CampaignReport>): CampaignReport => {
  const [report] = Object.values(reports);
  if (!report) throw new Error('the rehearsal reported no campaign');
  return report;
};
const gate = (report: CampaignReport, id: string) =>
  report.phases.flatMap(({ gates }) => gates).find((one) => one.id === id);

describe('the seeds’ rules, fired as written', () => {
  it('S0: the third monthly ranking in a row among the last three yields a removal proposal with its three rankings', async () => {
    const report = only(await rehearse('s0', 1, 500));
    const removals = report.proposals.filter(({ propose }) => propose === 'removal');
    expect(removals.length).toBeGreaterThan(0);
    for (const { decision, evidence, summary } of removals) {
      expect(decision).toBe('pending');
      expect(summary.zh).toContain('连续 3 次');
      expect(evidence).toHaveLength(3);
      const periods = evidence.map(({ period }) => period);
      expect(new Set(periods).size).toBe(3);
      expect(readdirSync(join(folder, 's0-1', 'rankings', 's0-monthly-appraisal', 'monthly'))).toEqual(
        expect.arrayContaining(periods.map((period) => `${period}.json`)),
      );
    }
  });
  it('S1: three campaigns at once end met, basically met and neither by their three standards', async () => {
    const reports = await rehearse('s1', 2, 300);
    const verdicts = Object.values(reports).map(({ verdict }) => verdict?.verdict);
    expect(verdicts.toSorted()).toEqual(['basicallyMet', 'met', 'notMet']);
    expect(Object.values(reports).every(({ campaign }) => campaign.status === 'ended')).toBe(true);
  });
  it('S3: a milestone that is late is flagged with the unit that owes it', async () => {
    const report = only(await rehearse('s3', 1, 300));
    expect(report.tasks.late.some((late) => late.startsWith('papers@'))).toBe(true);
    expect(report.tasks.late.length).toBeLessThan(report.tasks.due);
  });
  it('S4: the illegal-building drive meets its 70 % and 90 % gates under one seed and misses them under another', async () => {
    const [good, bad] = (await Promise.all([rehearse('s4-building', 2, 300), rehearse('s4-building', 3, 300)])).map(
      only,
    );
    if (!good || !bad) throw new Error('both rehearsals report one campaign');
    const gates = good.phases.flatMap(({ gates: all }) => all).filter(({ name }) => /七成|九成|一成/.test(name));
    expect(gates).toHaveLength(3);
    for (const { id } of gates) {
      expect(gate(good, id)?.met, `${id} under seed 2`).toBe(true);
      expect(gate(bad, id)?.met, `${id} under seed 3`).toBe(false);
    }
    expect(bad.campaign.revision).toBe(2);
    expect(bad.phases[1]?.gates.some(({ summary }) => summary.zh.includes('延长 10 天'))).toBe(true);
  });
});
