import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { noteOutcome } from '../../../../functions/gateway-outcome.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { createGatewayBook, type GatewayMark } from '../../../../shared/stores/gateway-book.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { buildInspection, openTestStage } from '../../../support/test-stage.ts';

/** A digest of three escalations that went to a topic with a gateway behind it at 11:30. */
async function handedOver(passedTo: 'gateway' | 'others' = 'gateway') {
  const stage = await openTestStage(buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 1 } }));
  const { services, campaign, carrier } = stage;
  await takeIn({ campaign, inspection: buildInspection('I-1', 3), by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
  carrier.passedTo = passedTo;
  const tick = (wall = '2026-03-05 11:30') => {
    stage.goTo(wall);
    return deliver({ campaign }, services);
  };
  const report = await tick();
  const [{ id, at } = { id: '?', at: '?' }] = carrier.sent;
  const made = { campaign, id, at };
  const messages = () => Array.fromAsync(services.outbox.messages(campaign));
  return {
    stage,
    report,
    made,
    tick,
    book: createGatewayBook(services.items),
    states: async () => (await messages()).map(({ state, entries }) => `${state} ${entries}`),
    owed: async () => (await services.owed.all(campaign)).length,
    entries: async () => (await allEntries(campaign, services)).map(({ state }) => state),
  };
}

const accepted: GatewayMark = { state: 'accepted', at: '2026-03-05T03:30:01.000Z', carrierId: 'biz-1' };

describe('what was passed to a gateway', () => {
  it('counts as handed over, and is owed until the gateway has reported', async () => {
    const { report, states, owed, entries, tick, made, stage } = await handedOver();
    expect(report).toMatchObject({ 'handed-over': 1, sent: 0 });
    expect(await tick('2026-03-05 11:31')).toMatchObject({ 'handed-over': 0, sent: 0, contended: 3 });
    expect([await states(), await owed(), await entries()]).toEqual([['handed-over 3'], 3, Array(3).fill('bundled')]);
    await noteOutcome(made, { verdict: 'accepted', carrierId: 'biz-1' }, stage.services);
    await tick('2026-03-05 11:32');
    expect([await states(), await owed()]).toEqual([['sent 3'], 0]);
    expect(stage.carrier.sent).toHaveLength(1);
  });
  it('is told anew where the gateway hands it back, all of it once and below the caps', async () => {
    const { states, owed, tick, made, stage } = await handedOver();
    await noteOutcome(made, { verdict: 'withdrawn' }, stage.services);
    await noteOutcome(made, { verdict: 'withdrawn' }, stage.services);
    expect([await states(), await owed()]).toEqual([[], 3]);
    for (const minute of [50, 51, 52]) await tick(`2026-03-05 11:${minute}`);
    expect(await states()).toEqual(['handed-over 3']);
  });
  it('is one digest again in the very next minute, whatever was passed on and handed back before', async () => {
    const { states, owed, tick, made, stage } = await handedOver();
    await noteOutcome(made, { verdict: 'withdrawn' }, stage.services);
    expect(await tick('2026-03-05 11:31')).toMatchObject({ 'handed-over': 1, held: 0, contended: 0 });
    expect([await states(), await owed()]).toEqual([['handed-over 3'], 3]);
    const again = { ...made, at: stage.clock.now() };
    await noteOutcome(again, { verdict: 'withdrawn' }, stage.services);
    expect(await tick('2026-03-05 11:32')).toMatchObject({ 'handed-over': 1, held: 0, contended: 0 });
    expect(await states()).toEqual(['handed-over 3']);
  });
  it('is withdrawn where nothing is heard of it for an hour, so that no gateway can send it later', async () => {
    const { states, tick, made, stage, book } = await handedOver();
    await tick('2026-03-05 12:29');
    expect(await states()).toEqual(['handed-over 3']);
    expect(await tick('2026-03-05 12:30')).toMatchObject({ 'handed-over': 1 });
    expect([await states(), stage.carrier.sent.length]).toEqual([['handed-over 3'], 2]);
    expect((await book.find(made))?.body).toMatchObject({ state: 'withdrawn' });
    await expect(book.claim(made, stage.clock.now())).rejects.toThrow('not in the state');
  });
  it('is what its mark says where only the report got lost', async () => {
    const { states, owed, tick, made, book, stage } = await handedOver();
    await book.claim(made, stage.clock.now());
    await book.settle(made, accepted);
    await tick('2026-03-05 12:30');
    expect([await states(), await owed()]).toEqual([['sent 3'], 0]);
  });
  it('is left to the gateway where that began with it only now, after an hour in its queue', async () => {
    const { states, owed, tick, made, book, stage } = await handedOver();
    stage.goTo('2026-03-05 12:30');
    await book.claim(made, stage.clock.now());
    expect(await tick('2026-03-05 12:32')).toMatchObject({ contended: 3, unknown: 0 });
    await book.settle(made, accepted);
    await noteOutcome(made, { verdict: 'accepted', carrierId: 'biz-1' }, stage.services);
    expect([await states(), stage.carrier.sent.length]).toEqual([['sent 3'], 1]);
    await tick('2026-03-05 12:33');
    expect(await owed()).toBe(0);
  });
  it('is unknown where the gateway’s function died over it', async () => {
    const { states, owed, tick, made, book, stage } = await handedOver();
    await book.claim(made, stage.clock.now());
    await tick('2026-03-05 12:30');
    expect([await states(), await owed()]).toEqual([['unknown 3'], 0]);
    expect((await book.find(made))?.body.state).toBe('unknown');
  });
  it('is given back by the next delivery where one died after it withdrew it', async () => {
    const { states, tick, made, book } = await handedOver();
    await book.withdraw(made, { state: 'withdrawn', at: made.at });
    expect(await tick('2026-03-05 12:30')).toMatchObject({ 'handed-over': 1 });
    expect(await states()).toEqual(['handed-over 3']);
  });
  it('reads as dropped once the campaign has ended and the gateway has handed it back', async () => {
    const { entries, made, stage } = await handedOver();
    const { registry, items } = stage.services;
    const head = await registry.head(stage.campaign);
    if (head) await items.transact([registry.writeHead(head, { status: 'ended' })]);
    await noteOutcome(made, { verdict: 'withdrawn' }, stage.services);
    expect(await entries()).toEqual(['dropped', 'dropped', 'dropped']);
  });
});

describe('what was passed to others', () => {
  it('stays handed over, since nobody will report, and is owed no more', async () => {
    const { report, states, owed, tick, stage } = await handedOver('others');
    expect(report).toMatchObject({ 'handed-over': 1 });
    await tick('2026-03-06 10:00');
    expect([await states(), await owed(), stage.carrier.sent.length]).toEqual([['handed-over 3'], 0, 1]);
  });
});
