import { describe, expect, it } from 'vitest';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { watchDue } from '../../../infra/local/due-watch.ts';
import { sweepActor, TICK_MS } from '../../../infra/local/relay.ts';
import { at } from '../../support/problem-scenario.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

describe('a sweep beside another process that writes into the same folder', () => {
  it.each([
    ['finds within a tick what the other wrote', TICK_MS, at('2026-03-05 11:30')],
    ['would never hear of it if it trusted what it once learnt', undefined, undefined],
  ])('%s', async (_, trustMs, expected) => {
    const { services, campaign } = await openTestStage();
    const sweep = sweepActor(campaign, services, watchDue(services.items, trustMs));
    expect(await sweep.nextAt(at('2026-03-02 09:00'))).toBeUndefined();
    await takeIn({ campaign, inspection: buildInspection('I-1'), by: 'import' }, services);
    expect(await sweep.nextAt(at('2026-03-02 09:01'))).toBe(expected);
  });
});
