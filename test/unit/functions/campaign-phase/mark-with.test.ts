import { describe, expect, it } from 'vitest';
import { markWith } from '../../../../functions/campaign-phase/mark-with.ts';
import { urgings } from '../../../../functions/campaign-phase/urging.ts';
import { createServices } from '../../../../functions/services.ts';
import { buildCampaign, buildUnit } from '../../../support/build-campaign.ts';
import { openTestStage } from '../../../support/test-stage.ts';

/** A stage with many units, all of them late with a letter. */
async function withLateUnits(many: number) {
  const { units } = buildCampaign();
  const more = Array.from({ length: many - units.length }, (_, n) => buildUnit(units.length + 1 + n));
  const stage = await openTestStage(buildCampaign({ units: [...units, ...more] }));
  const { services, campaign, clock } = stage;
  const context = await services.campaigns.load(campaign);
  const mark = (units: readonly string[], by = services) => {
    const urging = { about: { task: 'letter' }, units, rung: 'urge', to: 'liaison', dueAt: clock.now() } as const;
    const entries = urgings({ ...urging, now: clock.now() }, context, by.ids);
    const done = { entry: 'task-due:letter', at: clock.now() };
    return markWith(campaign, done, entries.map(by.owed.urge), by);
  };
  let writes = 0;
  const items = {
    ...services.items,
    async transact(actions: Parameters<typeof services.items.transact>[0]) {
      writes += 1;
      if (writes > 1) throw new Error('killed');
      await services.items.transact(actions);
    },
  };
  return { ...stage, mark, dying: createServices({ ...services, items }), units: [...context.units.keys()] };
}

describe('markWith', () => {
  it.each([
    ['left', (units: string[]) => units.slice(5)],
    ['come', (units: string[]) => ['unit-96', ...units]],
  ])('urges each unit once after a crash, where units have %s by the second run', async (_, then) => {
    const { mark, dying, units, services, campaign } = await withLateUnits(96);
    const first = units.slice(0, 95);
    await expect(mark(first, dying)).rejects.toThrow('killed');
    const second = then(first);
    expect(await mark(second)).toBe(true);
    const urged = (await services.owed.all(campaign)).map(({ unit }) => unit);
    expect(urged).toHaveLength(new Set(urged).size);
    expect(urged).toEqual(expect.arrayContaining(second));
    expect(await mark(second)).toBe(false);
  });
});
