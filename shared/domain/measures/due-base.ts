import type { Bilingual } from '../bilingual.ts';
import type { Instant } from '../instant.ts';
import type { Case } from '../problem/cases.ts';
import { type Counting, caseId, closedBy, type MeasureDefinition, type Window } from './measure.ts';

const BASE = { zh: '应结案', en: 'cases due', counter: '件' };
const BASE_FORMULA: Bilingual = {
  zh: '（期内到期数 − 挂账数 − 申诉成立数）',
  en: '(due in the window − parked − upheld appeals)',
};

/**
 * Counts on the base that 按期整改率, 销号率 and 延期率 share: cases whose deadline lies inside the window and which had
 * been dispatched by the cut-off, without parked cases and upheld appeals. A case without a deadline is never in it.
 */
function onDueBase(isHit: (item: Case, dueAt: Instant, cutoff: Instant) => boolean) {
  return (window: Window): Counting => ({
    case(sums, item) {
      const { dueAt } = item;
      if (dueAt === null || dueAt < window.from || dueAt >= window.to || item.dispatchedAt > window.to) return;
      const id = caseId(item);
      if (item.parked) return sums.exclude(id, 'parked');
      if (item.upheld) return sums.exclude(id, 'upheld');
      sums.base(id);
      if (isHit(item, dueAt, window.to)) sums.hit(id);
    },
  });
}

const countOnTime = onDueBase((item, dueAt, cutoff) => {
  const settledAt = closedBy(item, cutoff) ? (item.settledAt ?? item.closedAt) : item.filedAt;
  return settledAt !== undefined && settledAt <= dueAt;
});
const countClosed = onDueBase((item, _dueAt, cutoff) => closedBy(item, cutoff));
const countExtended = onDueBase((item, _dueAt, cutoff) => item.extensionsAt.some((at) => at <= cutoff));

/**
 * 按期整改率: settled at or before the deadline ÷ due base (domain.md). Filed in time and not yet verified counts as
 * settled in a campaign that judges by filing; should it fail, the rework counts against the unit.
 */
export const onTimeRate: MeasureDefinition = {
  unit: 'rate',
  better: 'higher',
  title: { zh: '按期整改率', en: 'on-time closing rate' },
  base: BASE,
  formula: {
    zh: `按期整改数 ÷ ${BASE_FORMULA.zh}`,
    en: `settled by the deadline ÷ ${BASE_FORMULA.en}`,
  },
  counting: (_spec, window) => countOnTime(window),
};

/** 销号率: closed by the cut-off ÷ due base; over a whole campaign the window runs from its start to the cut-off. */
export const closingRate: MeasureDefinition = {
  unit: 'rate',
  better: 'higher',
  title: { zh: '销号率', en: 'closing rate' },
  base: BASE,
  formula: { zh: `销号数 ÷ ${BASE_FORMULA.zh}`, en: `closed ÷ ${BASE_FORMULA.en}` },
  counting: (_spec, window) => countClosed(window),
};

/** 延期率: cases whose deadline was ever extended ÷ due base, by the deadline that stood in the end. */
export const extensionRate: MeasureDefinition = {
  unit: 'rate',
  better: 'lower',
  title: { zh: '延期率', en: 'extension rate' },
  base: BASE,
  formula: { zh: `经批准延期数 ÷ ${BASE_FORMULA.zh}`, en: `with an approved extension ÷ ${BASE_FORMULA.en}` },
  counting: (_spec, window) => countExtended(window),
};
