import { describe, expect, it } from 'vitest';
import { PartlyFailed } from '../../../functions/failures.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { createServices } from '../../../functions/services.ts';
import { watchDue } from '../../../infra/local/due-watch.ts';
import { relayActor } from '../../../infra/local/relay.ts';
import { buildCampaign } from '../../support/build-campaign.ts';
import { refusing } from '../../support/failing-items.ts';
import { at } from '../../support/problem-scenario.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

/** A relay of two campaigns with three problems each, of which the first of each can't be written. */
async function withFailures() {
  const stage = await openTestStage();
  await stage.services.registry.create({ ...buildCampaign(), id: 'z-later' }, stage.clock.now());
  for (const campaign of [stage.campaign, 'z-later'])
    await takeIn({ campaign, inspection: buildInspection('I', 3), by: 'inspector:li' }, stage.services);
  const watch = watchDue(refusing(stage.services, 'I-1').items);
  const relay = relayActor(createServices({ ...stage.services, items: watch.items }), watch);
  return { ...stage, relay };
}

describe('a relay in which one problem fails', () => {
  it('sweeps and tells all others, says which one failed, and tries it again at the next tick', async () => {
    const { relay, clock, goTo, carrier, campaign } = await withFailures();
    await relay.nextAt(clock.now());
    goTo('2026-03-05 11:30');
    const error = await relay.act(clock.now()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PartlyFailed);
    expect((error as PartlyFailed).failures.map(({ where }) => where)).toEqual([
      `campaign ${campaign}, sweep, problem I-1`,
      'campaign z-later, sweep, problem I-1',
    ]);
    expect(carrier.sent.map(({ params }) => params?.count)).toEqual(['2', '2']);
    expect(await relay.nextAt(clock.now())).toBe(at('2026-03-05 11:31'));
    await relay.act(clock.now());
    expect(carrier.sent).toHaveLength(2);
  });
});
