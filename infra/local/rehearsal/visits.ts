import type { Random } from '../../../shared/adapters/seeded-random.ts';
import { phaseOn } from '../../../shared/domain/agenda/campaign-days.ts';
import type { Unit } from '../../../shared/domain/campaign/unit-schema.ts';
import type { InspectionSource, PhaseName } from '../../../shared/domain/campaign/vocabulary.ts';
import { type CalendarDate, HOUR_MS, toMs } from '../../../shared/domain/instant.ts';
import { type FullCheck, fullCheckOn, fullyChecked } from './full-checks.ts';
import { GRID_MS, gridFrom } from './grid.ts';
import { isWorkday } from './timetable.ts';
import { weighted } from './weighted.ts';
import type { World } from './world.ts';

/** One inspection that is going to come in, before anybody has looked at anything. */
export interface Visit {
  readonly id: string;
  readonly unit: Unit;
  readonly source: InspectionSource;
  readonly date: CalendarDate;
  /** When it arrives, in epoch milliseconds on the grid. */
  readonly arrives: number;
  /** Looks at every checkpoint that the unit is ever marked on. */
  readonly full?: FullCheck;
}

type Mix = ReadonlyArray<readonly [InspectionSource, number]>;

/** S3: regular and spot, announced and covert; self-checks come first, covert visits in the attack, regular ones stay. */
const VISITS: Readonly<Record<PhaseName, Mix>> = {
  publicity: [
    ['self', 50],
    ['announced', 25],
    ['regular', 15],
    ['spot', 10],
  ],
  attack: [
    ['spot', 32],
    ['covert', 24],
    ['announced', 22],
    ['regular', 12],
    ['self', 10],
  ],
  consolidation: [
    ['regular', 50],
    ['covert', 20],
    ['spot', 18],
    ['self', 12],
  ],
};
const REPORTS: Mix = [
  ['patrol', 36],
  ['hotline', 26],
  ['public', 20],
  ['mayorHotline', 12],
  ['media', 6],
];
/** On a working day so many of a hundred inspections are reports that came in. */
const SHARE_OF_REPORTS = 0.15;
const REPORTS_FROM_HOUR = 7;
const REPORT_HOURS = 15;

/** What came in by itself, where nobody went to inspect. */
export const isReport = (source: InspectionSource): boolean => REPORTS.some(([report]) => report === source);

/** The inspections of a day in order of their arrival. */
export function visitsOn(date: CalendarDate, count: number, world: World): readonly Visit[] {
  const drawn = Array.from({ length: count }, (_, index) => drawVisit(date, index, world));
  return [...drawn, ...fullCheckVisits(date, world)].sort((a, b) => a.arrives - b.arrives || (a.id < b.id ? -1 : 1));
}

const visitId = (prefix: string, date: CalendarDate, index: number): string =>
  `${prefix}${date.replaceAll('-', '')}-${String(index + 1).padStart(3, '0')}`;

function drawVisit(date: CalendarDate, index: number, world: World): Visit {
  const { config } = world.context;
  const random = world.draws('visit', date, index);
  const unit = random.pick(config.units);
  const reported = !isWorkday(date, world) || random.chance(SHARE_OF_REPORTS);
  const source = weighted(reported ? REPORTS : VISITS[phaseOn(config, date).phase], random.next());
  const arrives = reported ? reportTime(date, random, world) : workingTime(date, random, world);
  return { id: visitId('J', date, index), unit, source, date, arrives };
}

function reportTime(date: CalendarDate, random: Random, { context }: World): number {
  const opens = toMs(context.calendar.startOfDay(date)) + REPORTS_FROM_HOUR * HOUR_MS;
  return gridFrom(opens + random.next() * REPORT_HOURS * HOUR_MS);
}

/** Inside the office and shift hours of the day, never at their first moment: a visit takes time. */
function workingTime(date: CalendarDate, random: Random, { context }: World): number {
  const moments = context.calendar.intervals(date).flatMap(({ from, to }) => {
    const first = gridFrom(toMs(from) + GRID_MS);
    return Array.from({ length: Math.floor((toMs(to) - first) / GRID_MS) + 1 }, (_, index) => first + index * GRID_MS);
  });
  return random.pick(moments);
}

/** They arrive together, when the first working hours end. */
function fullCheckVisits(date: CalendarDate, world: World): readonly Visit[] {
  const full = fullCheckOn(date, world);
  const ends = world.context.calendar.intervals(date)[0]?.to;
  if (!full || !ends) return [];
  return fullyChecked(world).map((unit, index) => ({
    id: visitId(full.prefix, date, index),
    unit,
    source: full.source,
    date,
    arrives: gridFrom(toMs(ends)),
    full,
  }));
}
