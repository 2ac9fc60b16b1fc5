import { describe, expect, it } from 'vitest';
import { dueTracking } from '../../../../functions/due-tracking/run-action.ts';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { createServices, type Services } from '../../../../functions/services.ts';
import { setStatus } from '../../../support/set-status.ts';
import type { TestStage } from '../../../support/test-stage.ts';
import { LATER, twoCampaigns } from '../../../support/two-campaigns.ts';

/** Two campaigns with two problems each, of which a rung has fallen due. */
const twoDue = () => twoCampaigns({ inspections: 1, findings: 2, wall: '2026-03-05 11:30' });

/** The stage's services, behind whose first write a while goes by in which something happens; and what they are asked for by its key. */
function slow(
  { services, goTo }: TestStage,
  until: string,
  happens: () => Promise<unknown> = async () => undefined,
): { readonly services: Services; readonly keys: readonly string[] } {
  const keys: string[] = [];
  const { items } = services;
  let writes = 0;
  const around: typeof items = {
    ...items,
    get: (key) => {
      keys.push(key.pk);
      return items.get(key);
    },
    async transact(actions) {
      await items.transact(actions);
      writes += 1;
      if (writes > 1) return;
      goTo(until);
      await happens();
    },
  };
  return { services: createServices({ ...services, items: around }), keys };
}

const SWEEP = { action: 'sweep' };

describe('a sweep that comes late, or runs for long', () => {
  it('decides nothing in a campaign that ended while another was swept', async () => {
    const stage = await twoDue();
    const { services } = slow(stage, '2026-03-05 11:31', () =>
      setStatus({ services: stage.services, campaign: LATER }, 'ended'),
    );
    expect(await dueTracking(SWEEP, services)).toMatchObject({
      [stage.campaign]: { rungs: 2 },
      [LATER]: { problems: 0, rungs: 0 },
    });
  });
  it.each(['paused', 'ended'] as const)('decides nothing more once its campaign is %s', async (status) => {
    const stage = await twoDue();
    const { services } = slow(stage, '2026-03-05 11:31', () => setStatus(stage, status));
    const swept = await sweep({ campaign: stage.campaign }, services);
    expect(swept).toMatchObject({ problems: 1, rungs: 1, unfinished: false });
  });
  it('asks for no campaign twice where it is over within a minute', async () => {
    const asked = async (until: string) => {
      const { services, keys } = slow(await twoDue(), until);
      expect(await dueTracking(SWEEP, services)).toMatchObject({ [LATER]: { rungs: 2 } });
      return keys.filter((pk) => pk === 'CAMPAIGN').length;
    };
    expect(await asked('2026-03-05 11:30')).toBe(0);
    expect(await asked('2026-03-05 11:31')).toBe(2);
  });
});
