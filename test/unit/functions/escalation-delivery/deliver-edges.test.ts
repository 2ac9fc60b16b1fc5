import { describe, expect, it } from 'vitest';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { recover } from '../../../../functions/escalation-delivery/recover.ts';
import { createServices } from '../../../../functions/services.ts';
import { CarrierBusy, type ItemKey, type ItemStore, type WriteAction } from '../../../../shared/ports.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import type { Owed } from '../../../../shared/stores/escalation-entry.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { due } from '../../../support/due-escalations.ts';
import { refusing } from '../../../support/failing-items.ts';
import { at } from '../../../support/problem-scenario.ts';
import { setStatus } from '../../../support/set-status.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

const run = ({ services, campaign }: TestStage) => deliver({ campaign }, services);
const messages = ({ services, campaign }: TestStage) => Array.fromAsync(services.outbox.messages(campaign));
const entries = ({ services, campaign }: TestStage) => allEntries(campaign, services);

/** An urging about a gate, as an agenda step decides it. */
const urging = (stage: TestStage, n: number, unit: string): Owed => ({
  id: `gate:g${n}.${unit}.liaison`,
  campaign: stage.campaign,
  unit,
  role: 'liaison',
  rung: 'urge',
  step: `gate:g${n}`,
  gate: `g${n}`,
  life: 1,
  revision: 0,
  dueAt: stage.clock.now(),
  decidedAt: stage.clock.now(),
  releaseAt: stage.clock.now(),
  state: 'pending',
  token: stage.services.ids.token(),
});

describe('deliver', () => {
  it('wakes nobody at night with what was released by day and not told', async () => {
    const stage = await due(1);
    stage.goTo('2026-03-06 02:00');
    expect(await run(stage)).toMatchObject({ sent: 0, held: 1 });
    expect((await entries(stage)).map(({ releaseAt }) => releaseAt)).toEqual([at('2026-03-06 08:00')]);
    stage.goTo('2026-03-06 08:00');
    expect(await run(stage)).toMatchObject({ sent: 1 });
  });
  it('tells nobody of a campaign that is paused, and tells it all when that runs again', async () => {
    const stage = await due(1);
    await setStatus(stage, 'paused');
    expect(await run(stage)).toMatchObject({ sent: 0 });
    await setStatus(stage, 'running');
    expect(await run(stage)).toMatchObject({ sent: 1 });
  });
  it('drops, with the reason, what is owed to a unit that has left the campaign', async () => {
    const stage = await openTestStage();
    await stage.services.items.transact([stage.services.owed.urge(urging(stage, 1, 'gone'))]);
    stage.goTo('2026-03-05 11:30');
    expect(await run(stage)).toMatchObject({ sent: 0, dropped: 1 });
    expect(await stage.services.owed.nextReleaseAt(stage.campaign)).toBeUndefined();
    expect((await entries(stage)).map(({ state, reason }) => [state, reason])).toEqual([['dropped', 'unit left']]);
  });
  it('drops the others where one that is to be dropped can not be written', async () => {
    const stage = await openTestStage();
    const { services, campaign } = stage;
    const urgings = [1, 2, 3].map((n) => urging(stage, n, 'gone'));
    await services.items.transact(urgings.map(services.owed.urge));
    stage.goTo('2026-03-05 11:30');
    const failing = deliver({ campaign }, refusing(services, urgings[0]?.id ?? ''));
    await expect(failing).rejects.toMatchObject({ done: { dropped: 2, failed: 1 }, failures: [{}] });
    expect((await services.owed.all(campaign)).map(({ id }) => id)).toEqual(['gate:g1.gone.liaison']);
  });
  it('goes on with the others where a message became unknown under its hands', async () => {
    const stage = await due(
      2,
      '2026-03-05 11:30',
      buildCampaign({ sending: { signature: '县创卫办', digestFrom: 100 } }),
    );
    const { services } = stage;
    let first = true;
    const carrier = {
      send: async (sms: Parameters<typeof services.carrier.send>[0]) => {
        if (first) {
          first = false;
          await recover({ campaign: stage.campaign }, services);
        }
        return services.carrier.send(sms);
      },
    };
    expect(await deliver({ campaign: stage.campaign }, { ...services, carrier })).toMatchObject({
      contended: 1,
      sent: 1,
    });
    expect((await messages(stage)).map(({ state }) => state).toSorted()).toEqual(['sent', 'unknown']);
  });
  it('tells more to one person than an item holds in several digests', async () => {
    const stage = await openTestStage();
    for (let n = 0; n < 1700; n += 100) {
      const some = Array.from({ length: 100 }, (_, i) => urging(stage, n + i, 'street-east'));
      await stage.services.items.transact(some.map(stage.services.owed.urge));
    }
    stage.goTo('2026-03-05 11:30');
    await run(stage);
    expect((await messages(stage)).map((one) => one.entries).toSorted()).toEqual([200, 500, 500, 500]);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
  it('tells few with long names, which are more than an item holds, in several digests', async () => {
    const stage = await openTestStage();
    for (let n = 0; n < 400; n += 100) {
      const some = Array.from({ length: 100 }, (_, i) => urging(stage, n + i, 'street-east'));
      const long = some.map((one) => ({ ...one, gate: '𠀀'.repeat(200) }));
      await stage.services.items.transact(long.map(stage.services.owed.urge));
    }
    stage.goTo('2026-03-05 11:30');
    await run(stage);
    const told = (await messages(stage)).map((one) => one.entries);
    expect([told.length, told.reduce((a, b) => a + b)]).toEqual([2, 400]);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
});

describe('a claim that fails', () => {
  const ONE_A_DAY = buildCampaign({ sending: { signature: '县创卫办', perDay: 1 } });
  /** Whether the one SMS of a day can still be sent, after a first delivery failed at its claim. */
  async function roomIsLeft(
    failing: (items: ItemStore) => Partial<ItemStore>,
    message = 'the line is down',
  ): Promise<boolean> {
    const stage = await due(1, '2026-03-05 11:30', ONE_A_DAY);
    const { services, campaign } = stage;
    const broken = createServices({ ...services, items: { ...services.items, ...failing(services.items) } });
    await expect(deliver({ campaign }, broken)).rejects.toThrow(message);
    await services.items.transact([services.owed.urge(urging(stage, 1, 'street-west'))]);
    return (await run(stage)).sent === 1;
  }
  const isClaim = (actions: readonly WriteAction[]) =>
    actions.some((action) => 'put' in action && action.put.pk.startsWith('OUTBOX#'));
  const down = () => Promise.reject(new Error('the line is down'));

  it('takes no room below the caps', async () => {
    const transact = (items: ItemStore) => ({
      transact: (actions: readonly WriteAction[]) => (isClaim(actions) ? down() : items.transact(actions)),
    });
    expect(await roomIsLeft(transact)).toBe(true);
  });
  it('keeps its room where the claim is there, and only the answer to it got lost', async () => {
    const transact = (items: ItemStore) => ({
      async transact(actions: readonly WriteAction[]) {
        await items.transact(actions);
        if (isClaim(actions)) await down();
      },
    });
    expect(await roomIsLeft(transact)).toBe(false);
  });
  it('keeps its room where nobody can say whether it is there, and says so', async () => {
    let isDown = false;
    const failing = (items: ItemStore) => ({
      transact(actions: readonly WriteAction[]) {
        isDown ||= isClaim(actions);
        return isDown ? down() : items.transact(actions);
      },
      get: <Body>(key: ItemKey) => (isDown ? down() : items.get<Body>(key)),
    });
    expect(await roomIsLeft(failing, 'room of message')).toBe(false);
  });
});

describe('the list of messages', () => {
  it('does not begin anew behind a message that a busy carrier has undone since the page before', async () => {
    const stage = await due(1);
    const { services, campaign } = stage;
    let last: string | undefined;
    const carrier = {
      send: async () => {
        last = (await messages(stage)).at(-1)?.id;
        throw new CarrierBusy('rate exceeded');
      },
    };
    await deliver({ campaign }, { ...services, carrier });
    expect(last).toMatch(/^[\w-]{22}$/);
    await expect(Array.fromAsync(services.outbox.messages(campaign, last))).rejects.toThrow('start again');
  });
});
