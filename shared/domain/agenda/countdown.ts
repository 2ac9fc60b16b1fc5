import { dayNumber, zoneDays } from '../calendar/zone-days.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { PhaseName } from '../campaign/vocabulary.ts';
import { type Instant, toMs } from '../instant.ts';
import type { Agenda, AgendaEntry } from './agenda-entry.ts';
import { campaignDays, phaseOn } from './campaign-days.ts';

/** The entry after the one with this id, the first one without an id; undefined when all is done. Throws for an unknown id. */
export function nextEntry({ entries }: Agenda, after?: string): AgendaEntry | undefined {
  if (after === undefined) return entries[0];
  const index = entries.findIndex(({ id }) => id === after);
  if (index < 0) throw new Error(`the agenda has no entry "${after}"; read the newest revision and look there`);
  return entries[index + 1];
}

/** The first entry that lies after a moment; undefined when the campaign is over. */
export const upcomingEntry = ({ entries }: Agenda, now: Instant): AgendaEntry | undefined =>
  entries.find(({ at }) => at > now);

/** Where a campaign stands, in days of its own zone. */
export interface Countdown {
  readonly state: 'before' | 'running' | 'over';
  /** Today's phase; the first before the start, the last after the end. Days between two phases count to the earlier one. */
  readonly phase: PhaseName;
  /** Today is day so many, from 1; 0 before the start, and `days` once it is over. */
  readonly day: number;
  readonly days: number;
  /** Days that follow today until the campaign's last; on that day 0. */
  readonly daysLeft: number;
  /** Days that follow today until the phase's last; 0 once it has passed. */
  readonly phaseDaysLeft: number;
  /** Days until the first one; 0 from then on. */
  readonly daysToStart: number;
}

/** Counts a campaign down at a moment. */
export function countdown(campaign: Pick<Campaign, 'phases' | 'timeZone'>, now: Instant): Countdown {
  const zone = zoneDays(campaign.timeZone);
  const today = zone.dayAt(toMs(now));
  const { first: firstDay, last: lastDay } = campaignDays(campaign);
  const [first, last] = [dayNumber(firstDay), dayNumber(lastDay)];
  const phase = phaseOn(campaign, zone.moment(toMs(now)).date);
  const from = Math.max(today, first - 1);
  return {
    state: today < first ? 'before' : today > last ? 'over' : 'running',
    phase: phase.phase,
    day: Math.min(from, last) - first + 1,
    days: last - first + 1,
    daysLeft: Math.max(0, last - from),
    phaseDaysLeft: Math.max(0, dayNumber(phase.ends) - from),
    daysToStart: Math.max(0, first - today),
  };
}
