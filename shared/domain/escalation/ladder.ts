import { parseWorkTime, type WorkTime } from '../calendar/work-time.ts';
import type { LadderConfig, RungConfig } from '../campaign/ladder-schema.ts';
import type { RungName, Severity } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { Slot } from '../problem/problem-events.ts';

/** What the ladder needs of the working calendar. */
export interface LadderCalendar {
  addWorking(from: Instant, time: WorkTime): Instant;
}

type RungPlan = Omit<Slot, 'at'> & { readonly offsets: readonly WorkTime[] };

/** Which rung each slot takes: a graver severity starts higher and ends with the last rung all the same. */
function rungsFor(ladder: LadderConfig, severity: Severity): readonly RungConfig[] {
  const start = ladder.startAt[severity];
  const skip = start
    ? Math.max(
        0,
        ladder.rungs.findIndex((rung) => rung.rung === start),
      )
    : 0;
  return ladder.rungs.slice(skip).map((rung, slot) => ({ ...rung, at: ladder.rungs[slot]?.at ?? rung.at }));
}

function repeats(rung: RungConfig): RungPlan[] {
  const { rung: name, to, sheet, repeat } = rung;
  const first = parseWorkTime(rung.at);
  const every = repeat && parseWorkTime(repeat.every);
  return Array.from({ length: 1 + (repeat?.times ?? 0) }, (_, nth) => ({
    step: nth === 0 ? name : `${name}.${nth + 1}`,
    rung: name,
    to,
    ...(sheet && { sheet }),
    offsets: every ? [first, ...Array.from({ length: nth }, () => every)] : [first],
  }));
}

/**
 * The ladder of a severity as a plan relative to any deadline. Rungs count in working time, so that a ladder is
 * not spent while nobody works (S4: 督办单 up to the unit's head).
 */
export function planLadder(ladder: LadderConfig, severity: Severity): readonly RungPlan[] {
  return rungsFor(ladder, severity).flatMap(repeats);
}

/**
 * The slots of one deadline in time order. A rung that would stand at or before `start` is left out: there was no time for it.
 */
export function slotsFor(plan: readonly RungPlan[], dueAt: Instant, start: Instant, calendar: LadderCalendar): Slot[] {
  return plan
    .map(({ offsets, ...slot }) => ({
      ...slot,
      at: offsets.reduce((at, offset) => calendar.addWorking(at, offset), dueAt),
    }))
    .filter((slot) => slot.at > start)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The step that urges an unfinished stage. */
export const stageStep = (stage: string): string => `urge:${stage}`;

/** An intermediate stage that passes unfinished is urged at the liaison, below whatever the ladder does at the end. */
export function stageSlots(stages: ReadonlyArray<{ name: string; dueAt: Instant }>): Slot[] {
  return stages
    .slice(0, -1)
    .map((stage) => ({ step: stageStep(stage.name), rung: 'urge', at: stage.dueAt, to: ['liaison'] }));
}

/** The rungs of the ladder in order, for reports. */
export const ladderRungs = (ladder: LadderConfig): readonly RungName[] => [
  ...new Set(ladder.rungs.map((rung) => rung.rung)),
];
