import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { type InspectionFact, type Measure, Sums, type TaskFact, type Window, within } from '../measures/measure.ts';
import { measureKey, type PreparedMeasure, prepareMeasure } from '../measures/measures.ts';
import type { Case } from '../problem/cases.ts';
import { DeductionBook, prepareDeductions } from './deductions.ts';
import type { RankedMeasure } from './ranking-document.ts';

/** What is collected for one unit while cases stream by: one running sum per measure of the score. */
export interface UnitBook {
  readonly unit: string;
  readonly lines: ReadonlyArray<{ readonly measure: PreparedMeasure; readonly sums: Sums }>;
  readonly deductions: DeductionBook;
  readonly vetoes: Set<string>;
}

/** The ids in order, so that the order of input leaves no trace in the document. */
function slim({ name, numerator, denominator, excluded, exclusions, value, cases }: Measure): RankedMeasure {
  return {
    name,
    numerator,
    denominator,
    excluded,
    exclusions,
    value,
    cases: {
      numerator: cases.numerator.toSorted(),
      denominator: cases.denominator.toSorted(),
      excluded: cases.excluded.toSorted(),
    },
  };
}

/** Measures of the score's terms by their keys, as documents keep them. */
export const measuresByKey = (measures: readonly Measure[], { score }: RankingConfig): Record<string, RankedMeasure> =>
  Object.fromEntries(
    score.flatMap(({ measure }, index) => (measures[index] ? [[measureKey(measure), slim(measures[index])]] : [])),
  );

/** Keeps one book per unit and enters each fact where it belongs, in any order. */
export class BookKeeper {
  readonly #window: Window;
  readonly #prepared: readonly PreparedMeasure[];
  readonly #deductions: ReturnType<typeof prepareDeductions>;
  readonly #books = new Map<string, UnitBook>();

  constructor(ranking: RankingConfig, window: Window, previous?: Window) {
    this.#window = window;
    this.#prepared = ranking.score.map(({ measure }) => prepareMeasure(measure, window));
    this.#deductions = prepareDeductions(ranking.deductions, window, previous);
  }

  /** The unit's book, opened where it has none yet. */
  open(unit: string): UnitBook {
    const found = this.#books.get(unit);
    if (found) return found;
    const lines = this.#prepared.map((measure) => ({ measure, sums: new Sums() }));
    for (const { measure, sums } of lines) measure.unit?.(sums, unit);
    const book = { unit, lines, deductions: new DeductionBook(), vetoes: new Set<string>() };
    this.#books.set(unit, book);
    return book;
  }

  addCase(item: Case): void {
    const book = this.open(item.unit);
    for (const { measure, sums } of book.lines) measure.case?.(sums, item);
    this.#deductions.case(book.deductions, item);
  }

  addInspection(inspection: InspectionFact): void {
    const book = this.open(inspection.unit);
    for (const { measure, sums } of book.lines) measure.inspection?.(sums, inspection);
    if (within(this.#window, inspection.at)) for (const veto of inspection.vetoes) book.vetoes.add(veto);
  }

  addTask(task: TaskFact): void {
    const book = this.open(task.unit);
    for (const { measure, sums } of book.lines) measure.task?.(sums, task);
    this.#deductions.task(book.deductions, task);
  }

  /** The measures of a unit in the order of the score's terms. */
  measuresOf(unit: string): Measure[] {
    return this.open(unit).lines.map(({ measure, sums }) => measure.read(sums));
  }

  /** Every unit that has a book. */
  units(): string[] {
    return [...this.#books.keys()];
  }
}
