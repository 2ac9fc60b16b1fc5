import type { Bilingual } from '../bilingual.ts';
import type { MeasureName } from '../campaign/measure-schema.ts';
import { RUNGS, type RungName } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import { valueText } from '../measures/format.ts';
import {
  beganAt,
  type InspectionFact,
  type Measure,
  type PooledFact,
  Sums,
  type TaskFact,
  type Window,
  within,
} from '../measures/measure.ts';
import { MEASURE_TABLE, type PreparedMeasure, prepareMeasure } from '../measures/measures.ts';
import type { Case } from '../problem/cases.ts';
import type { BulletinNumber } from './bulletin.ts';
import { twoDecimals } from './words.ts';

/** In the period, and from the campaign's start to the period's end. */
const IN_PERIOD: readonly MeasureName[] = [
  'onTimeRate',
  'reworkRate',
  'extensionRate',
  'relapseRate',
  'averageHoursToClose',
  'inspectionScore',
  'coverage',
  'taskCompletion',
];
const TO_DATE: readonly MeasureName[] = ['closingRate', 'overdueNow'];
/** Left out where a campaign has nothing of the kind: no standard, no visits, no tasks. */
const OPTIONAL: readonly MeasureName[] = ['inspectionScore', 'coverage', 'taskCompletion'];

export interface BulletinFigures {
  readonly numbers: readonly BulletinNumber[];
  readonly rungs: Readonly<Record<RungName, number>>;
}

/** The figures of a whole campaign under way, fed fact by fact in any order. */
export interface FiguresRun {
  add(item: Case): void;
  addPooled(fact: PooledFact): void;
  addInspection(inspection: InspectionFact): void;
  addTask(task: TaskFact): void;
  result(): BulletinFigures;
}

const HOURS: Bilingual = { zh: '（小时）', en: ' (hours)' };
const PLAIN: Bilingual = { zh: '', en: '' };

function basisOf({ name, numerator, denominator, exclusions: { parked, upheld } }: Measure): string {
  const { unit, base } = MEASURE_TABLE[name];
  const left = [...(parked > 0 ? [`挂账${parked}`] : []), ...(upheld > 0 ? [`申诉成立${upheld}`] : [])];
  const whole =
    unit === 'count'
      ? `${base.zh}${denominator}${base.counter}中`
      : `${twoDecimals(numerator)} ÷ ${twoDecimals(denominator)}`;
  return `${whole}${left.length > 0 ? `；未计入：${left.join('、')}` : ''}`;
}

/** A measure as a bulletin prints it; `prefix` tells 累计 from the period's own. */
function numberOf(measure: Measure, prefix: Bilingual): BulletinNumber {
  const { title, unit } = MEASURE_TABLE[measure.name];
  const suffix = unit === 'hours' ? HOURS : PLAIN;
  const { numerator, denominator, excluded, exclusions, value, window, formula, formulaEn } = measure;
  return {
    key: prefix.zh ? `${measure.name}ToDate` : measure.name,
    title: `${prefix.zh}${title.zh}${suffix.zh}`,
    titleEn: `${prefix.en}${title.en}${suffix.en}`,
    text: valueText(measure),
    value,
    numerator,
    denominator,
    excluded,
    exclusions,
    basis: basisOf(measure),
    window,
    formula,
    formulaEn,
  };
}

function countOf(key: string, count: number, window: Window, title: Bilingual, formula: Bilingual): BulletinNumber {
  return {
    key,
    title: title.zh,
    titleEn: title.en,
    text: String(count),
    value: count,
    numerator: count,
    denominator: null,
    excluded: 0,
    exclusions: { parked: 0, upheld: 0 },
    basis: '',
    window,
    formula: formula.zh,
    formulaEn: formula.en,
  };
}

const FOUND: Bilingual = { zh: '登记的问题数，含反弹', en: 'problems recorded, relapses included' };
const CLOSED: Bilingual = { zh: '核查通过、销号的问题数', en: 'problems closed after verification' };

/** How many were found and closed in one window. */
class Counts {
  found = 0;
  closed = 0;
  readonly window: Window;
  constructor(window: Window) {
    this.window = window;
  }

  add(item: Case): void {
    if (within(this.window, beganAt(item))) this.found += 1;
    if (within(this.window, item.closedAt)) this.closed += 1;
  }

  addPooled({ recordedAt }: PooledFact): void {
    if (within(this.window, recordedAt)) this.found += 1;
  }

  numbers(suffix: string, zh: string, en: string): BulletinNumber[] {
    const { found, closed, window } = this;
    return [
      countOf(`found${suffix}`, found, window, { zh: `${zh}发现问题`, en: `found ${en}` }, FOUND),
      countOf(`closed${suffix}`, closed, window, { zh: `${zh}销号`, en: `closed ${en}` }, CLOSED),
    ];
  }
}

interface Line {
  readonly measure: PreparedMeasure;
  readonly sums: Sums;
  readonly isToDate: boolean;
}

function readLine({ measure, sums, isToDate }: Line): BulletinNumber[] {
  const read = measure.read(sums);
  if (OPTIONAL.includes(read.name) && read.denominator === 0) return [];
  const prefix = isToDate && read.name !== 'overdueNow' ? { zh: '累计', en: 'to date: ' } : PLAIN;
  return [numberOf(read, prefix)];
}

/**
 * Begins the figures of a bulletin: of its period, and to date from the campaign's start to the period's end. `units` are
 * those that are due for inspection.
 */
export function createFigures(period: Window, campaignFrom: Instant, units: Iterable<string>): FiguresRun {
  const toDate: Window = { from: campaignFrom, to: period.to };
  const line = (isToDate: boolean) => (name: MeasureName) => ({
    measure: prepareMeasure({ name }, isToDate ? toDate : period),
    sums: new Sums(),
    isToDate,
  });
  const lines: Line[] = [...IN_PERIOD.map(line(false)), ...TO_DATE.map(line(true))];
  const counts = [new Counts(period), new Counts(toDate)] as const;
  const rungs = Object.fromEntries(RUNGS.map((rung) => [rung, 0])) as Record<RungName, number>;
  for (const unit of units) for (const { measure, sums } of lines) measure.unit?.(sums, unit);
  return {
    add(item) {
      for (const count of counts) count.add(item);
      for (const { measure, sums } of lines) measure.case?.(sums, item);
      for (const { rung, at } of item.escalations) if (within(period, at)) rungs[rung] += 1;
    },
    addPooled(fact) {
      for (const count of counts) count.addPooled(fact);
    },
    addInspection(inspection) {
      for (const { measure, sums } of lines) measure.inspection?.(sums, inspection);
    },
    addTask(task) {
      for (const { measure, sums } of lines) measure.task?.(sums, task);
    },
    result: () => ({
      numbers: [
        ...counts[0].numbers('', '本期', 'in this period'),
        ...lines.filter(({ isToDate }) => !isToDate).flatMap(readLine),
        ...counts[1].numbers('ToDate', '累计', 'to date'),
        ...lines.filter(({ isToDate }) => isToDate).flatMap(readLine),
      ],
      rungs,
    }),
  };
}
