import { campaignDays } from '../../../shared/domain/agenda/campaign-days.ts';
import { dateOf, dayNumber } from '../../../shared/domain/calendar/zone-days.ts';
import type { Unit } from '../../../shared/domain/campaign/unit-schema.ts';
import type { InspectionSource } from '../../../shared/domain/campaign/vocabulary.ts';
import type { CalendarDate } from '../../../shared/domain/instant.ts';
import { checkpointsOf } from './checkpoints.ts';
import { isWorkday } from './timetable.ts';
import type { World } from './world.ts';

/** A look at the whole standard, unit by unit. */
export interface FullCheck {
  readonly kind: 'self-check' | 'acceptance';
  readonly prefix: string;
  readonly source: InspectionSource;
}

const SELF_CHECK: FullCheck = { kind: 'self-check', prefix: 'Z', source: 'self' };
const ACCEPTANCE: FullCheck = { kind: 'acceptance', prefix: 'Y', source: 'announced' };

/** S1: the county scores itself before the sprint (about 500 of 1000) and is examined at its end. */
export function fullCheckOn(date: CalendarDate, world: World): FullCheck | undefined {
  if (date === acceptanceDay(world)) return ACCEPTANCE;
  return date === selfCheckDay(world) ? SELF_CHECK : undefined;
}

/** The units that a full check visits: all that are marked on anything. */
export const fullyChecked = (world: World): readonly Unit[] =>
  world.context.config.units.filter(({ id }) => checkpointsOf(id, world).length > 0);

const selfCheckDay = (world: World): CalendarDate => {
  const { first } = campaignDays(world.context.config);
  return lastWorkday(first, world.context.config.phases[0]?.ends ?? first, world);
};

/** The last working day of the campaign: what it finds stands as the result. */
export function acceptanceDay(world: World): CalendarDate {
  const { first, last } = campaignDays(world.context.config);
  return lastWorkday(first, last, world);
}

function lastWorkday(first: CalendarDate, last: CalendarDate, world: World): CalendarDate {
  for (let day = dayNumber(last); day >= dayNumber(first); day -= 1) {
    if (isWorkday(dateOf(day), world)) return dateOf(day);
  }
  return last;
}
