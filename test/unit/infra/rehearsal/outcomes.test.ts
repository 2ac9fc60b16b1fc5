import { afterEach, describe, expect, it } from 'vitest';
import { campaignFiles, readCampaignFile } from '../../../../infra/local/read-campaign-file.ts';
import type { Campaign } from '../../../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import type { PooledFact } from '../../../../shared/domain/measures/measure.ts';
import { computeMeasure } from '../../../../shared/domain/measures/measures.ts';
import { type Case, casesOf } from '../../../../shared/domain/problem/cases.ts';
import { indexStandard } from '../../../../shared/domain/standard/index-standard.ts';
import { scoreStandard, type Verdict } from '../../../../shared/domain/standard/score-standard.ts';
import { compileCampaign } from '../../../../shared/stores/campaign-context.ts';
import { type OpenedRehearsal, openRehearsal } from './open-rehearsal.ts';

const opened: OpenedRehearsal[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function played(preset: string, seed: number, inspections: number) {
  const campaigns: Campaign[] = [];
  for (const file of campaignFiles(`preset:${preset}`)) campaigns.push(await readCampaignFile(file));
  const one = await openRehearsal(campaigns, { seed, inspections });
  opened.push(one);
  await one.play(one.ends);
  return { ...one, campaigns };
}

async function verdicts(seed: number): Promise<Array<Verdict | null>> {
  const { services, campaigns } = await played('s1', seed, 40);
  return Promise.all(
    campaigns.map(async ({ id, standard }) => {
      const results = [];
      for await (const { inspection } of services.inspections.all(id)) {
        for (const result of inspection.results) results.push({ ...result, unit: inspection.unit, at: inspection.at });
      }
      return standard ? scoreStandard(indexStandard(standard), results).verdict : null;
    }),
  );
}

/** Whether the gates of the illegal-building drive are met, without a workflow that would extend a phase. */
async function gates(seed: number): Promise<Record<string, boolean>> {
  const { services, campaigns, begins } = await played('s4-building', seed, 500);
  const [campaign] = campaigns;
  if (!campaign) throw new Error('the preset holds no campaign');
  const cases: Case[] = [];
  const pooled: PooledFact[] = [];
  for await (const { state } of services.ledger.all(campaign.id)) {
    if (state.lives.length > 0) cases.push(...casesOf(state));
    else pooled.push({ problem: state.id, category: state.category, recordedAt: state.recordedAt });
  }
  const { entries } = compileCampaign(campaign, 1).agenda;
  const at = (gate: string): Instant => entries.find(({ id }) => id === `gate:${gate}`)?.at ?? '';
  return Object.fromEntries(
    campaign.phases
      .flatMap((phase) => phase.gates)
      .filter(({ measure }) => measure.name === 'methodRate')
      .map(({ id, measure, target }) => {
        const value = computeMeasure(measure, { from: begins, to: at(id) }, { cases, pooled }).value ?? 0;
        return [id, 'atLeast' in target ? value >= target.atLeast : value <= target.atMost];
      }),
  );
}

describe('outcomes by seed', () => {
  it('ends S1’s three standards neither met, basically met and met under seed 2', async () => {
    expect(await verdicts(2)).toEqual(['notMet', 'basicallyMet', 'met']);
  });

  it('meets the 70 % and 90 % gates of the illegal-building drive under seed 2', async () => {
    expect(await gates(2)).toEqual({ 'self-70': true, 'self-90': true, 'forced-10': true });
  });

  it('misses them under seed 3', async () => {
    expect(await gates(3)).toEqual({ 'self-70': false, 'self-90': false, 'forced-10': false });
  });

  it('keeps S0’s last three of a league apart from the rest in every month', async () => {
    const { services, campaigns } = await played('s0', 1, 600);
    const [campaign] = campaigns;
    const cases: Case[] = [];
    for await (const { state } of services.ledger.all(campaign?.id ?? '')) cases.push(...casesOf(state));
    const months = ['02', '03', '04', '05'].map((month) => {
      const window = { from: `2026-${month}-01T00:00:00.000Z`, to: `2026-0${Number(month) + 1}-01T00:00:00.000Z` };
      const units = campaign?.units.filter(({ league }) => league === 'territories') ?? [];
      const rates = units.map(({ id }) => ({
        id,
        rate:
          computeMeasure({ name: 'onTimeRate' }, window, { cases: cases.filter(({ unit }) => unit === id) }).value ?? 1,
      }));
      return rates
        .toSorted((a, b) => a.rate - b.rate)
        .slice(0, 3)
        .map(({ id }) => id);
    });
    const always = months[0]?.filter((id) => months.every((last) => last.includes(id))) ?? [];
    expect(always.length).toBeGreaterThan(0);
  });
});
