import { afterEach, describe, expect, it } from 'vitest';
import { createRehearsal } from '../../../../infra/local/rehearsal/rehearsal.ts';
import { toInstant, toMs } from '../../../../shared/domain/instant.ts';
import { casesOf } from '../../../../shared/domain/problem/cases.ts';
import { isIntact } from '../../../../shared/domain/problem/history.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { headsOf, type OpenedRehearsal, openRehearsal } from './open-rehearsal.ts';

const campaign = buildCampaign({ handling: { photosRequired: 1 } });

/** Counts methods; force is used from a day on. */
const forcedDrive = (forcedFrom: string) =>
  buildCampaign({
    phases: [
      { phase: 'publicity', starts: '2026-03-02', ends: '2026-03-11' },
      {
        phase: 'attack',
        starts: '2026-03-12',
        ends: '2026-05-25',
        steps: [{ id: 'forced', name: '依法强拆', starts: forcedFrom, ends: '2026-05-25' }],
        gates: [
          {
            id: 'forced',
            name: '强拆控制',
            on: '2026-05-25',
            measure: { name: 'methodRate', methods: ['self', 'forced'], of: 'closed' },
            target: { atMost: 0.1 },
          },
        ],
      },
      { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
    ],
  });

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

  it('plans anew when a revision moves the step in which force is used', async () => {
    const drive = forcedDrive('2026-04-20');
    const one = await openRehearsal([drive], { seed: 3, inspections: 160 });
    opened.push(one);
    const { registry, ledger } = one.services;
    const revise = async () => {
      const head = await registry.head(drive.id);
      if (head) await registry.revise(head, forcedDrive('2026-05-11'));
    };
    await one.play(one.ends, { at: '2026-04-18T16:00:00.000Z', act: revise });
    const forced = [];
    for await (const { history } of ledger.all(drive.id)) {
      for (const event of history.events)
        if (event.type === 'RectificationFiled' && event.method === 'forced') forced.push(event.at);
    }
    expect(forced.length).toBeGreaterThan(0);
    expect(forced.toSorted()[0] ?? '').toMatch(/^2026-05-/);
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
