import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { recover } from '../../../../functions/escalation-delivery/recover.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { createServices } from '../../../../functions/services.ts';
import { CarrierBusy, CarrierRefused } from '../../../../shared/ports.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { claimId } from '../../../../shared/stores/outbox.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { due } from '../../../support/due-escalations.ts';
import { tell } from '../../../support/handle-problems.ts';
import { at } from '../../../support/problem-scenario.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

const run = ({ services, campaign }: TestStage) => deliver({ campaign }, services);
const messages = ({ services, campaign }: TestStage) => Array.fromAsync(services.outbox.messages(campaign));
const entries = ({ services, campaign }: TestStage) => allEntries(campaign, services);

describe('deliver', () => {
  it('sends one escalation as one SMS of one part to the contact, and never again', async () => {
    const stage = await due(1);
    expect(await run(stage)).toMatchObject({ sent: 1 });
    expect(await run(stage)).toMatchObject({ sent: 0 });
    expect(stage.carrier.sent.map((sms) => sms.to)).toEqual(['13800000101']);
    expect(stage.carrier.sent[0]?.text).toMatch(/^【县创卫办】提醒.*https:\/\/hd\.cn\/t\/[\w-]{22}$/);
    expect(stage.carrier.sent[0]?.text.length).toBeLessThanOrEqual(70);
  });
  it('makes one digest of several to the same person', async () => {
    const stage = await due(7);
    expect(await run(stage)).toMatchObject({ sent: 1 });
    expect(stage.carrier.sent[0]?.text).toContain('7件');
    expect((await entries(stage)).every((entry) => entry.state === 'bundled')).toBe(true);
  });
  it('bundles more escalations than one write holds', async () => {
    const stage = await openTestStage();
    for (let n = 0; n < 7; n++)
      await takeIn({ campaign: stage.campaign, inspection: buildInspection(`I-${n}`, 40), by: 'x' }, stage.services);
    stage.goTo('2026-03-05 11:30');
    await sweep({ campaign: stage.campaign }, stage.services);
    await run(stage);
    expect(stage.carrier.sent).toHaveLength(1);
    expect((await messages(stage))[0]).toMatchObject({ entries: 280, state: 'sent', parts: 1 });
  });
  it('keeps neither the number nor the link outside the send', async () => {
    const stage = await due(1);
    await run(stage);
    const kept = JSON.stringify([await messages(stage), await entries(stage)]);
    const token = stage.carrier.sent[0]?.text.split('/t/')[1] ?? '?';
    expect(kept).not.toContain('13800000101');
    expect(kept).not.toContain(token);
    expect(await stage.services.links.find(token)).toMatchObject({
      unit: 'street-east',
      expiresAt: '2026-03-12T03:30:00.000Z',
    });
  });
  it('drops at release what was solved while it was held', async () => {
    const stage = await due(2, '2026-03-05 22:00');
    const { services, campaign } = stage;
    const { rules } = await services.campaigns.load(campaign);
    await services.desk.execute(
      campaign,
      'I-1-1',
      { type: 'fileRectification', note: '好', photos: [], at: services.clock.now(), by: 'unit:street-east' },
      rules,
    );
    expect(await run(stage)).toMatchObject({ sent: 0, dropped: 0 });
    stage.goTo('2026-03-06 08:00');
    expect(await run(stage)).toMatchObject({ sent: 1, dropped: 2 });
    expect((await entries(stage)).filter((entry) => entry.state === 'dropped').map((entry) => entry.reason)).toEqual([
      'rectified',
      'rectified',
    ]);
  });
  it('stays below the daily cap of a number and tries again later', async () => {
    const campaign = buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 2, digestFrom: 100 } });
    const stage = await due(5, '2026-03-05 11:30', campaign);
    expect(await run(stage)).toMatchObject({ sent: 2, held: 3 });
    stage.goTo('2026-03-05 12:30');
    expect(await run(stage)).toMatchObject({ sent: 0, held: 3 });
  });
  it('marks what the carrier refused, and what it may or may not have sent', async () => {
    const refused = await due(1);
    refused.carrier.fail = new CarrierRefused('number is not in service', 'number');
    expect(await run(refused)).toMatchObject({ refused: 1, sent: 0, reasons: { number: 1 } });
    expect((await messages(refused))[0]).toMatchObject({ state: 'refused', refusal: 'number' });
    const unknown = await due(1);
    unknown.carrier.fail = new Error('socket hang up');
    expect(await run(unknown)).toMatchObject({ unknown: 1 });
    expect((await messages(unknown))[0]).toMatchObject({ state: 'unknown', reason: 'socket hang up' });
    unknown.carrier.fail = undefined;
    expect(await run(unknown)).toMatchObject({ sent: 0 });
  });
  it('hands over what subscribers of a topic and templates of a gateway need', async () => {
    const stage = await due(1);
    await run(stage);
    const sms = stage.carrier.sent[0];
    expect(sms?.attributes).toEqual({
      campaign: stage.campaign,
      league: 'streets',
      rung: 'remind',
      unit: 'street-east',
    });
    expect(sms?.params).toMatchObject({ rung: '提醒', count: '1', month: '3', day: '5', time: '17:30' });
    expect(sms?.text.endsWith(sms.params?.link ?? '?')).toBe(true);
  });
  it('puts back what a busy carrier did not take, holds the rest, and sends both later', async () => {
    const campaign = buildCampaign({ sending: { signature: '县创卫办', digestFrom: 100 } });
    const stage = await due(3, '2026-03-05 11:30', campaign);
    stage.carrier.fail = new CarrierBusy('rate exceeded');
    expect(await run(stage)).toMatchObject({ sent: 0, refused: 0, busy: 1, held: 2 });
    expect(await messages(stage)).toEqual([]);
    expect((await entries(stage)).map(({ state, releaseAt }) => [state, releaseAt])).toEqual(
      Array(3).fill(['pending', at('2026-03-05 11:35')]),
    );
    stage.carrier.fail = undefined;
    expect(await run(stage)).toMatchObject({ sent: 0 });
    stage.goTo('2026-03-05 11:35');
    expect(await run(stage)).toMatchObject({ sent: 3 });
  });
  it.each([
    ['perUnitPerDay', { perUnitPerDay: 2 }],
    ['perDay', { perDay: 2 }],
    ['budget', { budget: { yuan: 0.1, yuanPerPart: 0.045 } }],
  ])('holds back what is beyond %s, by name', async (cap, setting) => {
    const campaign = buildCampaign({ sending: { signature: '县创卫办', digestFrom: 100, ...setting } });
    const stage = await due(4, '2026-03-05 11:30', campaign);
    expect(await run(stage)).toMatchObject({ sent: 2, held: 2, reasons: { [cap]: 2 } });
    stage.goTo('2026-03-06 08:30');
    expect(await run(stage)).toMatchObject({ sent: cap === 'budget' ? 0 : 2 });
  });
  it('gives the room below the caps back to what the carrier refused or was too busy for', async () => {
    const campaign = buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 1, digestFrom: 100 } });
    const stage = await due(3, '2026-03-05 11:30', campaign);
    stage.carrier.fail = new CarrierRefused('no', 'quota');
    expect(await run(stage)).toMatchObject({ refused: 3, held: 0 });
    const busy = await due(2, '2026-03-05 11:30', campaign);
    busy.carrier.fail = new CarrierBusy('no');
    await run(busy);
    busy.carrier.fail = undefined;
    busy.goTo('2026-03-05 11:40');
    expect(await run(busy)).toMatchObject({ sent: 1, held: 1, reasons: { perNumberPerDay: 1 } });
  });
  it('sends once when two deliveries run at once', async () => {
    const stage = await due(3);
    await Promise.all([run(stage), run(stage)]);
    expect(stage.carrier.sent).toHaveLength(1);
  });
});

describe('recover', () => {
  /** Dies at the nth write from here on. */
  function dieAt(stage: TestStage, nth: number): TestStage['services'] {
    let writes = 0;
    const { items } = stage.services;
    const dying = {
      ...items,
      transact: async (actions: Parameters<typeof items.transact>[0]) => {
        writes += 1;
        if (writes >= nth) throw new Error('killed');
        await items.transact(actions);
      },
    };
    return createServices({ ...stage.services, items: dying });
  }
  /** Each delivery of one escalation: the room below the caps, the claim, what the carrier said, what is still owed. */
  const [CLAIM, NOTE, TAKEN_OFF] = [2, 3, 4];

  it.each([CLAIM])('leaves what nobody has claimed to the next delivery, killed at write %i', async (nth) => {
    const stage = await due(1);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, nth))).rejects.toThrow('killed');
    expect(await recover({ campaign: stage.campaign }, stage.services)).toEqual({ lapsed: 0, unknown: 0 });
    expect([stage.carrier.sent, await messages(stage)]).toEqual([[], []]);
    expect(await run(stage)).toMatchObject({ sent: 1 });
    expect(stage.carrier.sent).toHaveLength(1);
  });
  it('wakes nobody at night with what died by day, and sends none about what is solved', async () => {
    const stage = await due(1, '2026-03-05 22:00');
    stage.goTo('2026-03-06 02:00');
    await recover({ campaign: stage.campaign }, stage.services);
    await run(stage);
    expect((await entries(stage)).map(({ state, releaseAt }) => [state, releaseAt])).toEqual(
      Array(2).fill(['pending', at('2026-03-06 08:00')]),
    );
    await tell(stage, 'I-1-1', { type: 'fileRectification', note: '已清理', photos: [] });
    stage.goTo('2026-03-06 08:00');
    expect(await run(stage)).toMatchObject({ sent: 0, dropped: 2 });
  });
  it('frees the escalations of a digest larger than one write that died before its message was claimed', async () => {
    const stage = await openTestStage();
    for (let n = 0; n < 7; n++)
      await takeIn({ campaign: stage.campaign, inspection: buildInspection(`I-${n}`, 40), by: 'x' }, stage.services);
    stage.goTo('2026-03-05 11:30');
    await sweep({ campaign: stage.campaign }, stage.services);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, 3))).rejects.toThrow('killed');
    expect(await run(stage)).toMatchObject({ sent: 1, contended: 100 });
    expect(await recover({ campaign: stage.campaign }, stage.services)).toEqual({ lapsed: 100, unknown: 0 });
    expect(await run(stage)).toMatchObject({ sent: 1, contended: 0 });
    const counts = (await messages(stage)).map(({ entries: count, state }) => `${count} ${state}`);
    expect(counts.toSorted()).toEqual(['100 sent', '180 sent']);
  });
  it('frees a claim for a digest that its message does not carry', async () => {
    const stage = await due(2);
    const [first, other] = await stage.services.owed.all(stage.campaign);
    if (!first || !other) throw new Error('two escalations');
    const claim = stage.services.outbox.claimFor(claimId(first), other, stage.clock.now());
    await stage.services.items.transact([claim]);
    expect(await run(stage)).toMatchObject({ sent: 1, contended: 1 });
    expect(await run(stage)).toMatchObject({ sent: 1, contended: 0 });
    const carried = (await messages(stage)).map(({ carries }) => carries.map(({ id }) => id).join());
    expect(carried.toSorted()).toEqual([first.id, other.id].toSorted());
  });
  it('never sends again what was handed to the carrier, and shows it as unknown', async () => {
    const stage = await due(1);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, NOTE))).rejects.toThrow('killed');
    expect(stage.carrier.sent).toHaveLength(1);
    expect(await recover({ campaign: stage.campaign }, stage.services)).toEqual({ lapsed: 0, unknown: 1 });
    expect(await recover({ campaign: stage.campaign }, stage.services)).toEqual({ lapsed: 0, unknown: 0 });
    expect(await run(stage)).toMatchObject({ sent: 0 });
    expect(stage.carrier.sent).toHaveLength(1);
    expect((await messages(stage))[0]?.state).toBe('unknown');
  });
  it('takes off what was told, where the delivery died before it could', async () => {
    const stage = await due(1);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, TAKEN_OFF))).rejects.toThrow('killed');
    expect(await stage.services.owed.all(stage.campaign)).toHaveLength(1);
    expect(await run(stage)).toMatchObject({ sent: 0, unknown: 0, contended: 0 });
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
    expect((await messages(stage)).map(({ state }) => state)).toEqual(['sent']);
  });
  it('looks after what a clock that was set back since has dated later than now', async () => {
    const stage = await due(1);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, NOTE))).rejects.toThrow('killed');
    const clock = { now: () => '2026-03-02T00:00:00.000Z' };
    expect(await recover({ campaign: stage.campaign }, { ...stage.services, clock })).toMatchObject({ unknown: 1 });
  });
  it('puts back what a busy carrier did not take, also where the delivery died over it', async () => {
    const stage = await due(1);
    stage.carrier.fail = new CarrierBusy('rate exceeded');
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, 4))).rejects.toThrow('killed');
    expect(await recover({ campaign: stage.campaign }, stage.services)).toEqual({ lapsed: 0, unknown: 0 });
    stage.carrier.fail = undefined;
    expect(await run(stage)).toMatchObject({ sent: 1 });
  });
  it('leaves alone what another delivery is busy with, until that one must be dead', async () => {
    const stage = await due(1);
    await expect(deliver({ campaign: stage.campaign }, dieAt(stage, NOTE))).rejects.toThrow('killed');
    expect(await run(stage)).toMatchObject({ sent: 0, unknown: 0, contended: 1 });
    stage.goTo('2026-03-05 11:45');
    expect(await run(stage)).toMatchObject({ sent: 0, unknown: 1, contended: 0 });
    expect((await messages(stage)).map(({ state }) => state)).toEqual(['unknown']);
  });
});
