import { afterEach, describe, expect, it } from 'vitest';
import { createRehearsal } from '../../../../infra/local/rehearsal/rehearsal.ts';
import { toInstant, toMs } from '../../../../shared/domain/instant.ts';
import { casesOf } from '../../../../shared/domain/problem/cases.ts';
import { isIntact } from '../../../../shared/domain/problem/history.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { headsOf, type OpenedRehearsal, openRehearsal } from './open-rehearsal.ts';

const campaign = buildCampaign({ handling: { photosRequired: 1 } });
const opened: OpenedRehearsal[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function open(seed: number, inspections = 160): Promise<OpenedRehearsal> {
  const one = await openRehearsal([campaign], { seed, inspections });
  opened.push(one);
  return one;
}

async function played(seed: number): Promise<OpenedRehearsal> {
  const one = await open(seed);
  await one.play(one.ends);
  return one;
}

const count = async (things: AsyncIterable<unknown>): Promise<number> => {
  let total = 0;
  for await (const _ of things) total += 1;
  return total;
};

describe('createRehearsal', () => {
  it('plays as many inspections as it said', async () => {
    const one = await open(1);
    const { totalInspections } = await one.play(one.ends);
    expect(totalInspections).toBe(160);
    expect(await count(one.services.inspections.all(campaign.id))).toBe(160);
  });

  it('takes the same course under the same seed and another one under another', async () => {
    const [first, second, other] = [await played(1), await played(1), await played(2)];
    const heads = await headsOf(first.services, campaign.id);
    expect(Object.keys(heads).length).toBeGreaterThan(100);
    expect(await headsOf(second.services, campaign.id)).toEqual(heads);
    expect(await headsOf(other.services, campaign.id)).not.toEqual(heads);
  });

  it('takes the same course when its people are replaced again and again on the way', async () => {
    const whole = await played(3);
    const broken = await open(3);
    const length = toMs(broken.ends) - toMs(broken.begins);
    // Odd fractions, so that a stop falls between any two moments.
    for (const share of [0.013, 0.1, 0.271, 0.272, 0.5, 0.633, 0.81, 0.97]) {
      await broken.play(toInstant(toMs(broken.begins) + Math.round(length * share)));
    }
    await broken.play(broken.ends);
    expect(await headsOf(broken.services, campaign.id)).toEqual(await headsOf(whole.services, campaign.id));
    expect(await broken.services.progress.tasks(campaign.id)).toEqual(await whole.services.progress.tasks(campaign.id));
  });

  it('has next to no command refused', async () => {
    const one = await open(4);
    const { refusals } = await one.play(one.ends);
    const total = Object.values(refusals.get(campaign.id) ?? {}).reduce((sum, times) => sum + times, 0);
    expect(total).toBeLessThan(5);
  });

  it('leaves histories whose chains hold, with on-time, late, relapsed and escalated cases', async () => {
    const one = await played(5);
    const cases = [];
    for await (const { state, history } of one.services.ledger.all(campaign.id)) {
      expect(isIntact(history)).toBe(true);
      cases.push(...casesOf(state));
    }
    const closed = cases.filter(({ settledAt }) => settledAt);
    const late = closed.filter(({ settledAt, dueAt }) => settledAt && dueAt && settledAt > dueAt);
    expect(late.length).toBeGreaterThan(closed.length * 0.02);
    expect(late.length).toBeLessThan(closed.length * 0.5);
    expect(cases.some(({ relapse }) => relapse)).toBe(true);
    expect(cases.some(({ reworksAt }) => reworksAt.length > 0)).toBe(true);
    expect(new Set(cases.flatMap(({ escalations }) => escalations.map(({ rung }) => rung))).size).toBeGreaterThan(3);
  });

  it('does nothing in a campaign that is over', async () => {
    const one = await open(6);
    const head = await one.services.registry.head(campaign.id);
    if (head) await one.services.items.transact([one.services.registry.writeHead(head, { status: 'ended' })]);
    await one.play(one.ends);
    expect(await count(one.services.inspections.all(campaign.id))).toBe(0);
  });

  it('names the campaign that is not there', async () => {
    const one = await open(1);
    await expect(createRehearsal({ campaigns: ['nowhere'], seed: 1, services: one.services })).rejects.toThrow(
      'nowhere',
    );
  });
});
