import type { MeasureName, MeasureSpec } from '../campaign/measure-schema.ts';
import type { Case } from '../problem/cases.ts';
import { closingRate, extensionRate, onTimeRate } from './due-base.ts';
import { coverage, inspectionScore } from './inspection-measures.ts';
import {
  type Counting,
  type Measure,
  type MeasureDefinition,
  type MeasureFacts,
  Sums,
  type Window,
} from './measure.ts';
import { methodRate } from './method-rate.ts';
import { taskCompletion } from './task-measures.ts';
import { averageHoursToClose, overdueNow, relapseRate, reworkRate } from './verification.ts';

/** Every measure by its name: the one mechanism of rankings, gates and bulletins. */
export const MEASURE_TABLE: Readonly<Record<MeasureName, MeasureDefinition>> = {
  onTimeRate,
  closingRate,
  reworkRate,
  extensionRate,
  relapseRate,
  averageHoursToClose,
  overdueNow,
  inspectionScore,
  coverage,
  taskCompletion,
  methodRate,
};

/** A measure made ready for one window: the counting is shared by all units, the sums are each unit's own. */
export interface PreparedMeasure extends Counting {
  readonly spec: MeasureSpec;
  read(sums: Sums): Measure;
}

function onlyCategories(counting: Counting, categories: readonly string[]): Counting {
  const wanted = new Set(categories);
  const { case: countCase, pooled } = counting;
  return {
    ...counting,
    ...(countCase && { case: (sums: Sums, item: Case) => wanted.has(item.category) && countCase(sums, item) }),
    ...(pooled && { pooled: (sums, fact) => wanted.has(fact.category) && pooled(sums, fact) }),
  };
}

/** A count of nothing is 0; a share of nothing is no number. */
function readValue(
  { unit }: MeasureDefinition,
  { numerator, denominator }: Pick<Sums, 'numerator' | 'denominator'>,
): number | null {
  if (unit === 'count') return numerator;
  if (denominator === 0) return null;
  return unit === 'score' ? (numerator * 100) / denominator : numerator / denominator;
}

/** The measure with its categories, methods and window bound, ready to count any number of units in one pass. */
export function prepareMeasure(spec: MeasureSpec, window: Window): PreparedMeasure {
  const definition = MEASURE_TABLE[spec.name];
  const counting = definition.counting(spec, window);
  return {
    ...(spec.categories ? onlyCategories(counting, spec.categories) : counting),
    spec,
    read(sums) {
      const { exclusions } = sums;
      const { numerator, denominator, cases } = counting.finish?.(sums) ?? sums;
      return {
        name: spec.name,
        numerator,
        denominator,
        excluded: exclusions.parked + exclusions.upheld,
        exclusions,
        value: readValue(definition, { numerator, denominator }),
        cases,
        window,
        formula: definition.formula.zh,
        formulaEn: definition.formula.en,
      };
    },
  };
}

/** One measure of one unit, fed case by case. */
export interface Tally {
  add(item: Case): void;
  result(): Measure;
}

/** A tally over cases alone, for callers that stream them. */
export function createTally(spec: MeasureSpec, window: Window): Tally {
  const prepared = prepareMeasure(spec, window);
  const sums = new Sums();
  return { add: (item) => prepared.case?.(sums, item), result: () => prepared.read(sums) };
}

function addAll<Fact>(facts: Iterable<Fact> | undefined, sums: Sums, add?: (sums: Sums, fact: Fact) => void): void {
  if (facts && add) for (const fact of facts) add(sums, fact);
}

/** Computes one measure over all the facts given, as known at the window's end. */
export function computeMeasure(spec: MeasureSpec, window: Window, facts: MeasureFacts): Measure {
  const prepared = prepareMeasure(spec, window);
  const sums = new Sums();
  addAll(facts.units, sums, prepared.unit);
  addAll(facts.cases, sums, prepared.case);
  addAll(facts.inspections, sums, prepared.inspection);
  addAll(facts.tasks, sums, prepared.task);
  addAll(facts.pooled, sums, prepared.pooled);
  return prepared.read(sums);
}

/** A name for one measure among several: categories and methods tell two of the same kind apart. */
export function measureKey({ name, categories, methods, of }: MeasureSpec): string {
  const parts = [categories?.join('+'), methods?.join('+'), of].filter((part) => part !== undefined);
  return parts.length === 0 ? name : `${name}(${parts.join(';')})`;
}
