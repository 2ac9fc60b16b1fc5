import { campaignDays, phaseOn } from '../../../shared/domain/agenda/campaign-days.ts';
import { dateOf, dayNumber, weekdayOf } from '../../../shared/domain/calendar/zone-days.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { PhaseName } from '../../../shared/domain/campaign/vocabulary.ts';
import type { CalendarDate } from '../../../shared/domain/instant.ts';
import type { World } from './world.ts';

/** How much is inspected on a working day of a phase, beside each other. */
const PHASE_WEIGHT: Readonly<Record<PhaseName, number>> = { publicity: 0.7, attack: 1.2, consolidation: 0.8 };
/** A drive that counts methods begins with the survey of everything there is (S4: 普查). */
const SURVEY_WEIGHT: Readonly<Record<PhaseName, number>> = { publicity: 3, attack: 1, consolidation: 0.6 };
const ACTION_DAY = 1.4;
/** On days off only reports come in. */
const DAY_OFF = 0.12;

/** Whether people work on a day. */
export const isWorkday = (date: CalendarDate, { context }: World): boolean => context.calendar.dayKind(date).work;

function weightOf(date: CalendarDate, campaign: Campaign, world: World): number {
  if (!isWorkday(date, world)) return DAY_OFF;
  const { phase } = phaseOn(campaign, date);
  const action = campaign.calendar.actionDays.some(({ weekday }) => weekday === weekdayOf(dayNumber(date)));
  const weights = world.methods.length > 0 ? SURVEY_WEIGHT : PHASE_WEIGHT;
  return weights[phase] * (action ? ACTION_DAY : 1);
}

/** The days of a campaign in order. */
export function daysOf(campaign: Campaign): readonly CalendarDate[] {
  const { first, last } = campaignDays(campaign);
  const from = dayNumber(first);
  return Array.from({ length: dayNumber(last) - from + 1 }, (_, index) => dateOf(from + index));
}

/** How many inspections each day has. Days that a campaign gained since it began come on top of its pace. */
export function timetable(world: World): ReadonlyMap<CalendarDate, number> {
  const { original, pace, context } = world;
  const sum = daysOf(original).reduce((total, date) => total + weightOf(date, original, world), 0);
  let before = 0;
  return new Map(
    daysOf(context.config).map((date) => {
      const upTo = before + weightOf(date, context.config, world);
      const count = Math.round((upTo / sum) * pace) - Math.round((before / sum) * pace);
      before = upTo;
      return [date, count];
    }),
  );
}

/** How far the campaign has come on a day, from 0 on its first to 1 on its last. */
export function progressOn(date: CalendarDate, { context }: World): number {
  const { first, last } = campaignDays(context.config);
  const share = (dayNumber(date) - dayNumber(first)) / Math.max(1, dayNumber(last) - dayNumber(first));
  return Math.min(1, Math.max(0, share));
}
