import { describe, expect, it } from 'vitest';
import { campaignStarter } from '../../../functions/campaign-starter/run-action.ts';
import { dueTracking } from '../../../functions/due-tracking/run-action.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { escalationDelivery } from '../../../functions/escalation-delivery/run-action.ts';
import { PartlyFailed } from '../../../functions/failures.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import type { Services } from '../../../functions/services.ts';
import { due } from '../../support/due-escalations.ts';
import { refusing } from '../../support/failing-items.ts';
import { failureOf } from '../../support/failure-of.ts';
import { buildInspection, type TestStage } from '../../support/test-stage.ts';
import { LATER, twoCampaigns } from '../../support/two-campaigns.ts';

/** Two campaigns with ten problems in each, two weeks overdue. */
const twoOverdue = () => twoCampaigns({ inspections: 10, wall: '2026-03-20 09:00' });

const SWEEP = { action: 'sweep' };
const DELIVER = { action: 'deliver' };

async function withRungs({ services }: TestStage, campaign: string): Promise<number> {
  let count = 0;
  for await (const { history } of services.ledger.all(campaign))
    if (history.events.some(({ type }) => type === 'RungDecided')) count += 1;
  return count;
}

/** As if one campaign alone could not be loaded. */
const without = (services: Services, broken: string): Services => ({
  ...services,
  campaigns: {
    ...services.campaigns,
    load: async (id, head) => {
      if (id === broken) throw new Error('this one alone is broken');
      return services.campaigns.load(id, head);
    },
  },
});

describe('a problem on which nothing can be decided', () => {
  it('keeps no other from climbing and from being told of, and is named at the end', async () => {
    const stage = await twoOverdue();
    const services = refusing(stage.services, 'I-0-1');
    const { message, done } = await failureOf(dueTracking(SWEEP, services));
    expect(message).toContain(`campaign ${stage.campaign}, problem I-0-1: RangeError: the body of I-0-1 is too large`);
    expect(done).toMatchObject({
      [stage.campaign]: { problems: 10, failed: 1, contended: 0 },
      [LATER]: { problems: 10, failed: 1 },
    });
    expect(await withRungs(stage, stage.campaign)).toBe(9);
    expect(await withRungs(stage, LATER)).toBe(9);
    await escalationDelivery(DELIVER, services);
    expect(stage.carrier.sent.length).toBeGreaterThan(0);
  });
});

describe('a campaign that can not be loaded', () => {
  it('keeps no other from being swept and told, and is named at the end', async () => {
    const stage = await twoOverdue();
    const services = without(stage.services, stage.campaign);
    const swept = await failureOf(dueTracking(SWEEP, services));
    expect(swept.failures).toMatchObject([{ where: `campaign ${stage.campaign}` }]);
    expect(await withRungs(stage, LATER)).toBe(10);
    const { done } = await failureOf(escalationDelivery(DELIVER, services));
    expect(done).toMatchObject({ [LATER]: { failed: 0 } });
    expect(stage.carrier.sent.length).toBeGreaterThan(0);
  });
  it('keeps no other from getting its workflow', async () => {
    const { services, campaign } = await twoOverdue();
    const started: string[] = [];
    const task = campaignStarter(() => ({
      running: async () => [],
      async start(_, walk) {
        if (walk.campaign === campaign) throw new Error('no');
        started.push(walk.campaign);
      },
      stop: async () => undefined,
    }));
    expect((await failureOf(task({ action: 'start' }, services))).message).toContain(`campaign ${campaign}: Error: no`);
    expect(started).toEqual([LATER]);
  });
});

describe('a recipient whom something keeps from being told', () => {
  it('keeps no other from it, and is named at the end with what was done', async () => {
    const stage = await due(2, '2026-03-09 11:30');
    const [first] = (await stage.services.owed.all(stage.campaign)).filter(({ role }) => role === 'deputy');
    if (!first) throw new Error('a deputy is to be told');
    const services = {
      ...stage.services,
      outbox: {
        ...stage.services.outbox,
        claimOf: async (owed: typeof first) => {
          if (owed.role === 'deputy') throw new Error('cannot be read');
          return stage.services.outbox.claimOf(owed);
        },
      },
    };
    const { done, failures } = await failureOf(deliver({ campaign: stage.campaign }, services));
    const where = 'escalations to street-east (deputy), escalation I-1';
    expect(failures).toMatchObject([1, 2].map((n) => ({ where: `${where}-${n}.1.supervise.0.deputy` })));
    expect(done).toMatchObject({ failed: 1, sent: expect.any(Number), unknown: 0 });
    expect(stage.carrier.sent.length).toBeGreaterThan(0);
    await deliver({ campaign: stage.campaign }, stage.services);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
});

describe('a problem that can not be written', () => {
  it('keeps no other of the same person from being taken off once it was told, or from being told', async () => {
    const stage = await due(4);
    const { campaign, carrier } = stage;
    const services = refusing(stage.services, 'I-1-1');
    const owed = async () => (await services.owed.all(campaign)).map(({ problem }) => problem);
    const where = 'escalations to street-east (liaison), escalation I-1-1.1.remind.0.liaison';
    const first = await failureOf(deliver({ campaign }, services));
    expect(first).toMatchObject({ failures: [{ where }], done: { sent: 1, failed: 1 } });
    expect([await owed(), carrier.sent.length]).toEqual([['I-1-1'], 1]);
    await takeIn({ campaign, inspection: buildInspection('I-2', 3), by: 'inspector:li' }, services);
    stage.goTo('2026-03-05 17:30');
    await failureOf(dueTracking(SWEEP, services));
    const second = await failureOf(deliver({ campaign }, services));
    expect(second).toMatchObject({ failures: [{ where }], done: { sent: 1, failed: 1 } });
    expect(await owed()).toEqual(['I-1-1']);
  });
  it('keeps no other from being put off', async () => {
    const stage = await due(3);
    const { campaign } = stage;
    const services = refusing(stage.services, 'I-1-1');
    stage.goTo('2026-03-06 02:00');
    const { done } = await failureOf(deliver({ campaign }, services));
    expect(done).toMatchObject({ held: 3, failed: 1 });
    expect((await services.owed.all(campaign)).map(({ releaseAt }) => releaseAt).toSorted()).toEqual([
      '2026-03-05T03:30:00.000Z',
      '2026-03-06T00:00:00.000Z',
      '2026-03-06T00:00:00.000Z',
    ]);
  });
});

describe('what failed', () => {
  it('is told with its stack where it is little, by name where it is more, and counted where it is very much', () => {
    const failures = Array.from({ length: 25 }, (_, n) => ({ where: `problem P-${n}`, error: new Error(`no. ${n}`) }));
    const lines = new PartlyFailed(failures, {}).message.split('\n');
    expect(lines[0]).toBe('25 failed, and the rest was done');
    expect(lines).toEqual(expect.arrayContaining(['problem P-0: Error: no. 0', 'problem P-19: Error: no. 19']));
    expect(lines.filter((line) => line.startsWith('    at '))).not.toEqual([]);
    expect(lines.at(-1)).toBe('and 5 more');
  });
});
