import { describe, expect, it } from 'vitest';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import { ladderSchema } from '../../../../shared/domain/campaign/ladder-schema.ts';
import { planLadder, slotsFor } from '../../../../shared/domain/escalation/ladder.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { at } from '../../../support/problem-scenario.ts';

const { ladder, calendar: config, timeZone } = buildCampaign();
const calendar = createWorkingCalendar(config, timeZone);
const due = at('2026-03-05 17:30');

describe('planLadder', () => {
  it('starts a graver problem on a higher rung in the same slot, so that it climbs faster', () => {
    const plan = planLadder({ ...ladder, startAt: { urgent: 'supervise' } }, 'urgent');
    const slots = slotsFor(plan, due, at('2026-03-02 09:00'), calendar);
    expect(slots.map((slot) => [slot.step, slot.at])).toEqual([
      ['supervise', at('2026-03-05 11:30')],
      ['criticise', at('2026-03-05 17:30')],
      ['summon', at('2026-03-06 17:30')],
      ['refer', at('2026-03-10 17:30')],
    ]);
  });
  it('repeats a rung the number of times the campaign sets, each as a step of its own', () => {
    const repeated = ladderSchema.parse({
      rungs: [
        { rung: 'supervise', at: '+1 workingDays', to: ['deputy'], repeat: { every: '1 workingDays', times: 2 } },
      ],
    });
    const slots = slotsFor(planLadder(repeated, 'normal'), due, at('2026-03-02 09:00'), calendar);
    expect(slots.map((slot) => [slot.step, slot.at])).toEqual([
      ['supervise', at('2026-03-06 17:30')],
      ['supervise.2', at('2026-03-09 17:30')],
      ['supervise.3', at('2026-03-10 17:30')],
    ]);
  });
});

describe('slotsFor', () => {
  it('leaves out a rung for which there was no time', () => {
    const slots = slotsFor(planLadder(ladder, 'normal'), due, at('2026-03-05 14:00'), calendar);
    expect(slots[0]?.step).toBe('urge');
  });
  it('is not spent over a holiday on which nobody works', () => {
    const slots = slotsFor(planLadder(ladder, 'normal'), at('2026-04-30 17:30'), at('2026-04-27 09:00'), calendar);
    expect(slots.find((slot) => slot.step === 'supervise')?.at).toBe(at('2026-05-06 17:30'));
  });
});
