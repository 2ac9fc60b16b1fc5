import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { escalationDelivery } from '../../../../functions/escalation-delivery/run-action.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { createServices, type Services } from '../../../../functions/services.ts';
import type { ItemStore } from '../../../../shared/ports.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { due } from '../../../support/due-escalations.ts';
import { close } from '../../../support/handle-problems.ts';
import { setStatus } from '../../../support/set-status.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

const ONE_BY_ONE = { signature: '县创卫办', digestFrom: 100 };
const oneByOne = (problems: number) => due(problems, '2026-03-05 11:30', buildCampaign({ sending: ONE_BY_ONE }));

/** The stage's services with a carrier that takes its time over the first message, in which something happens. */
function whileSending(
  { services, goTo }: TestStage,
  happens: () => Promise<unknown>,
  until = '2026-03-05 11:31',
): Services {
  let calls = 0;
  return {
    ...services,
    carrier: {
      async send(sms) {
        calls += 1;
        if (calls === 1) {
          goTo(until);
          await happens();
        }
        return services.carrier.send(sms);
      },
    },
  };
}

const states = async ({ services, campaign }: TestStage) =>
  (await allEntries(campaign, services)).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));

describe('a delivery that runs for long', () => {
  it('tells nobody of what was closed meanwhile', async () => {
    const stage = await oneByOne(3);
    const services = whileSending(stage, () => close(stage, 'I-1-2'));
    expect(await deliver({ campaign: stage.campaign }, services)).toMatchObject({ sent: 2, dropped: 1, contended: 0 });
    expect(await states(stage)).toEqual(['bundled', 'dropped: closed', 'bundled']);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
  it('leaves out of a digest what was closed meanwhile', async () => {
    const stage = await openTestStage();
    for (const [id, unit] of [
      ['I-1', 'street-east'],
      ['I-2', 'street-west'],
    ] as const)
      await takeIn({ campaign: stage.campaign, inspection: buildInspection(id, 3, { unit }), by: 'x' }, stage.services);
    stage.goTo('2026-03-05 11:30');
    await sweep({ campaign: stage.campaign }, stage.services);
    const services = whileSending(stage, () => close(stage, 'I-2-2'));
    await deliver({ campaign: stage.campaign }, services);
    const toWest = stage.carrier.sent.filter(({ attributes }) => attributes?.unit === 'street-west');
    expect(toWest.map(({ params }) => params?.count)).toEqual(['2']);
  });
  it('tells nobody any more once its campaign is paused, and still owes it', async () => {
    const stage = await oneByOne(3);
    const services = whileSending(stage, () => setStatus(stage, 'paused'));
    expect(await deliver({ campaign: stage.campaign }, services)).toMatchObject({ sent: 1, dropped: 0, held: 0 });
    expect(await states(stage)).toEqual(['bundled', 'pending', 'pending']);
    await setStatus(stage, 'running');
    expect(await deliver({ campaign: stage.campaign }, stage.services)).toMatchObject({ sent: 2 });
  });
  it('tells nobody any more once its campaign has ended', async () => {
    const stage = await oneByOne(2);
    const services = whileSending(stage, () => setStatus(stage, 'ended'));
    expect(await deliver({ campaign: stage.campaign }, services)).toMatchObject({ sent: 1 });
    expect(await states(stage)).toEqual(['bundled', 'dropped: campaign ended']);
    expect(stage.carrier.sent).toHaveLength(1);
  });
  it('sends to the number that a new revision of its campaign names', async () => {
    const stage = await oneByOne(2);
    const services = whileSending(stage, async () => {
      const { config } = await stage.services.campaigns.load(stage.campaign);
      const stored = await stage.services.registry.head(stage.campaign);
      if (!stored) throw new Error('the campaign is there');
      const liaison = { name: '新联络员', phone: '13800000999' };
      const units = config.units.map((unit) => ({ ...unit, contacts: { ...unit.contacts, liaison } }));
      await stage.services.registry.revise(stored, { ...config, units });
    });
    await deliver({ campaign: stage.campaign }, services);
    expect(stage.carrier.sent.map(({ to }) => to)).toEqual(['13800000101', '13800000999']);
  });
  it('leaves alone what another delivery has put off meanwhile', async () => {
    const stage = await oneByOne(2);
    const other = createServices(stage.services);
    const services = whileSending(stage, async () => {
      const [, last] = await other.owed.all(stage.campaign);
      if (last) await other.owed.postpone(last, '2026-03-05T09:00:00.000Z');
    });
    expect(await deliver({ campaign: stage.campaign }, services)).toMatchObject({ sent: 1, contended: 1 });
    expect(await states(stage)).toEqual(['bundled', 'pending']);
  });
  it('reads anew where a campaign stands that had to wait for the delivery of another', async () => {
    const stage = await oneByOne(1);
    const later = { ...stage, campaign: 'later' };
    await stage.services.registry.create({ ...buildCampaign(), id: later.campaign }, stage.clock.now());
    await takeIn({ campaign: later.campaign, inspection: buildInspection('I-1'), by: 'x' }, stage.services);
    stage.goTo('2026-03-09 11:30');
    await sweep({ campaign: later.campaign }, stage.services);
    const services = whileSending(stage, () => setStatus(later, 'paused'), '2026-03-09 11:31');
    const reports = await escalationDelivery({ action: 'deliver' }, services);
    expect(reports).toMatchObject({ [stage.campaign]: { sent: 1 }, later: { sent: 0 } });
    expect((await states(later)).every((state) => state === 'pending')).toBe(true);
  });
  it('asks nothing twice where it is over within a minute', async () => {
    const asked = async (until: string) => {
      const stage = await oneByOne(3);
      const keys: string[] = [];
      const services = createServices({ ...stage.services, items: listening(stage.services.items, keys) });
      const slow = whileSending({ ...stage, services }, async () => undefined, until);
      expect(await deliver({ campaign: stage.campaign }, slow)).toMatchObject({ sent: 3 });
      return keys;
    };
    const quick = await asked('2026-03-05 11:30');
    const longer = await asked('2026-03-05 11:31');
    expect(quick.filter((pk) => pk === 'CAMPAIGN')).toHaveLength(1);
    expect(quick.filter((pk) => pk.startsWith('PROBLEM#'))).toEqual([]);
    expect(longer.filter((pk) => pk === 'CAMPAIGN')).toHaveLength(2);
    expect(longer.filter((pk) => pk.startsWith('PROBLEM#'))).toHaveLength(2);
    expect(longer).toHaveLength(quick.length + 3);
  });
});

/** Notes what is asked for by its key. */
const listening = (items: ItemStore, keys: string[]): ItemStore => ({
  ...items,
  get: (key) => {
    keys.push(key.pk);
    return items.get(key);
  },
});
