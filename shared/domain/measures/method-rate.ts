import type { MeasureSpec } from '../campaign/measure-schema.ts';
import type { Case } from '../problem/cases.ts';
import { beganAt, type Counting, caseId, closedBy, type MeasureDefinition, type Window, within } from './measure.ts';

/** Any stated method where none is named. */
function byMethod({ methods }: MeasureSpec): (item: Case) => boolean {
  const wanted = methods && new Set(methods);
  return ({ method }) => method !== undefined && (!wanted || wanted.has(method));
}

function countOfClosed(spec: MeasureSpec, window: Window): Counting {
  const isWanted = byMethod(spec);
  return {
    case(sums, item) {
      if (!within(window, item.closedAt)) return;
      sums.base(caseId(item));
      if (isWanted(item)) sums.hit(caseId(item));
    },
  };
}

/** Problems still in the pool are recorded too; voided ones are no cases and so count nowhere. */
function countOfRecorded(spec: MeasureSpec, window: Window): Counting {
  const isWanted = byMethod(spec);
  return {
    case(sums, item) {
      if (!within(window, beganAt(item))) return;
      sums.base(caseId(item));
      if (closedBy(item, window.to) && isWanted(item)) sums.hit(caseId(item));
    },
    pooled(sums, { problem, recordedAt }) {
      if (within(window, recordedAt)) sums.base(problem);
    },
  };
}

/**
 * 整改方式占比: closed by one of the named methods ÷ all closed in the window, or with `of: recorded` ÷ all recorded in it.
 * S4's 自拆助拆 ≥ 70 % is of all recorded; its forced ≤ 10 % is of those closed.
 */
export const methodRate: MeasureDefinition = {
  unit: 'rate',
  better: 'higher',
  title: { zh: '整改方式占比', en: 'share by method' },
  base: { zh: '销号（或登记）', en: 'cases closed or recorded', counter: '件' },
  formula: {
    zh: '以指定方式完成整改的销号数 ÷ 期内销号数（或期内登记数）',
    en: 'closed by the named methods ÷ cases closed (or recorded) in the window',
  },
  counting: (spec, window) => (spec.of === 'recorded' ? countOfRecorded : countOfClosed)(spec, window),
};
