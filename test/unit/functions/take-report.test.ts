import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { EarlyReport, type Report, takeReport } from '../../../functions/take-report.ts';
import { stateAfter, totalsOf, VERDICTS } from '../../../shared/domain/escalation/receipt.ts';
import { buildCampaign } from '../../support/build-campaign.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

async function sentMessage() {
  const config = buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 1, digestFrom: 100 } });
  const stage = await openTestStage(config);
  const { services, campaign } = stage;
  await takeIn({ campaign, inspection: buildInspection('I-1', 2), by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
  await deliver({ campaign }, services);
  const [message] = await Array.fromAsync(services.outbox.messages(campaign));
  const id = message?.id ?? '?';
  const stored = async () => {
    const found = await services.outbox.message(campaign, id);
    if (!found) throw new Error('no message');
    return found;
  };
  return { stage, stored, report: async (report: Report) => takeReport(await stored(), report, services) };
}

describe('takeReport', () => {
  it('notes a delivery once, however often it is reported', async () => {
    const { stored, report } = await sentMessage();
    expect(await report({ verdict: 'delivered' })).toBe('delivered');
    expect(await report({ verdict: 'delivered' })).toBeUndefined();
    expect((await stored()).body).toMatchObject({ state: 'delivered', carrierId: 'carrier-1' });
  });
  it('keeps the id of the gateway and the reason of a failure', async () => {
    const { stored, report } = await sentMessage();
    expect(await report({ verdict: 'accepted', carrierId: 'biz-1' })).toBeUndefined();
    expect(await report({ verdict: 'failed', reason: 'MK:0001' })).toBe('failed');
    expect((await stored()).body).toMatchObject({ state: 'failed', carrierId: 'biz-1', reason: 'MK:0001' });
  });
  it('lets a delivery outweigh what was said before, and nothing outweigh a delivery', async () => {
    const { stored, report } = await sentMessage();
    await report({ verdict: 'unknown', reason: 'timeout' });
    await report({ verdict: 'delivered' });
    for (const verdict of VERDICTS) expect(await report({ verdict })).toBeUndefined();
    expect((await stored()).body.state).toBe('delivered');
    expect((await stored()).body.reason).toBeUndefined();
  });
  it('gives the room below the caps back for what a gateway refused', async () => {
    const { stage, report } = await sentMessage();
    expect(await report({ verdict: 'refused', refusal: 'quota', reason: 'isv.AMOUNT_NOT_ENOUGH' })).toBe('refused');
    stage.goTo('2026-03-05 12:30');
    expect(await deliver({ campaign: stage.campaign }, stage.services)).toMatchObject({ sent: 1 });
  });
  it('asks for a report again that overtook the sending', async () => {
    const { stage, stored } = await sentMessage();
    const { body, version } = await stored();
    await stage.services.items.transact([
      stage.services.outbox.rewriteMessage({ body, version }, { state: 'sending' }),
    ]);
    await expect(takeReport(await stored(), { verdict: 'delivered' }, stage.services)).rejects.toThrow(EarlyReport);
  });
});

describe('stateAfter', () => {
  it('is told by the gravest report in whatever order they come', () => {
    const walk = (verdicts: readonly (typeof VERDICTS)[number][]) =>
      verdicts.reduce(
        (state, verdict) => stateAfter(state, verdict) ?? state,
        'sent' as Parameters<typeof stateAfter>[0],
      );
    expect(walk(['accepted', 'unknown', 'failed'])).toBe('failed');
    expect(walk(['failed', 'unknown', 'accepted'])).toBe('failed');
    expect(walk(['delivered', 'failed', 'refused'])).toBe('delivered');
    expect(walk(['refused', 'failed', 'delivered'])).toBe('delivered');
    expect(walk(['unknown', 'accepted'])).toBe('sent');
  });
  it('counts what a gateway has as sent only once it says so', () => {
    const after = (verdict: (typeof VERDICTS)[number]) => stateAfter('handed-over', verdict);
    expect(VERDICTS.map(after)).toEqual(['sent', 'refused', 'unknown', 'delivered', 'failed']);
  });
});

describe('totalsOf', () => {
  it('counts attempted, accepted, delivered and unknown apart', () => {
    const counts = { sending: 2, 'handed-over': 8, sent: 3, delivered: 4, failed: 5, refused: 6, unknown: 7 };
    const totals = { attempted: 35, accepted: 12, delivered: 4, failed: 5, refused: 6, unknown: 7 };
    expect(totalsOf(counts)).toEqual(totals);
  });
});
