import { describe, expect, it } from 'vitest';
import { computeAgenda } from '../../../../shared/domain/agenda/agenda.ts';
import { countdown, nextEntry, upcomingEntry } from '../../../../shared/domain/agenda/countdown.ts';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import { buildCampaign, buildCampaignInput } from '../../../support/build-campaign.ts';

const campaign = buildCampaign();
const agenda = computeAgenda(campaign, createWorkingCalendar(campaign.calendar, campaign.timeZone), { revision: 1 });

describe('countdown', () => {
  it.each([
    [
      'the evening before',
      '2026-03-01T15:59:59.999Z',
      { state: 'before', phase: 'publicity', day: 0, daysLeft: 100, phaseDaysLeft: 10, daysToStart: 1 },
    ],
    [
      'the first moment',
      '2026-03-01T16:00:00.000Z',
      { state: 'running', phase: 'publicity', day: 1, daysLeft: 99, phaseDaysLeft: 9, daysToStart: 0 },
    ],
    [
      'the last day of a phase',
      '2026-03-11T04:00:00.000Z',
      { state: 'running', phase: 'publicity', day: 10, daysLeft: 90, phaseDaysLeft: 0 },
    ],
    [
      'the first day of the next',
      '2026-03-12T04:00:00.000Z',
      { state: 'running', phase: 'attack', day: 11, daysLeft: 89, phaseDaysLeft: 74 },
    ],
    [
      'the last day',
      '2026-06-09T15:59:59.999Z',
      { state: 'running', phase: 'consolidation', day: 100, daysLeft: 0, phaseDaysLeft: 0 },
    ],
    [
      'the end',
      '2026-06-09T16:00:00.000Z',
      { state: 'over', phase: 'consolidation', day: 100, daysLeft: 0, phaseDaysLeft: 0 },
    ],
    [
      'a year later',
      '2027-06-09T16:00:00.000Z',
      { state: 'over', phase: 'consolidation', day: 100, daysLeft: 0, phaseDaysLeft: 0 },
    ],
    [
      'weeks before',
      '2026-02-02T16:00:00.000Z',
      { state: 'before', phase: 'publicity', day: 0, daysLeft: 100, phaseDaysLeft: 10, daysToStart: 27 },
    ],
  ])('counts the days at %s', (_when, now, expected) => {
    expect(countdown(campaign, now)).toMatchObject({ days: 100, ...expected });
  });

  it('counts a day between two phases to the earlier one, which has none left', () => {
    const phases = buildCampaignInput().phases.map((phase, n) =>
      n === 1 ? { ...phase, starts: '2026-03-16' } : phase,
    );
    expect(countdown(buildCampaign({ phases }), '2026-03-13T04:00:00.000Z')).toMatchObject({
      state: 'running',
      phase: 'publicity',
      phaseDaysLeft: 0,
      daysLeft: 88,
    });
  });
});

describe('nextEntry', () => {
  it('walks the whole agenda entry by entry, those of one moment too', () => {
    const walked: string[] = [];
    for (let entry = nextEntry(agenda); entry; entry = nextEntry(agenda, entry.id)) walked.push(entry.id);
    expect(walked).toEqual(agenda.entries.map(({ id }) => id));
  });

  it('throws for an entry that the agenda does not have', () => {
    expect(() => nextEntry(agenda, 'gate:70')).toThrow('the agenda has no entry "gate:70"; read the newest revision');
  });
});

describe('upcomingEntry', () => {
  it('is the first entry after a moment, not at it', () => {
    expect(upcomingEntry(agenda, '2026-03-01T15:59:59.999Z')?.id).toBe('phase-opens:publicity');
    expect(upcomingEntry(agenda, '2026-03-01T16:00:00.000Z')?.id).toBe('weekly:2026-W10');
    expect(upcomingEntry(agenda, '2026-06-09T16:00:00.000Z')).toBeUndefined();
  });
});
