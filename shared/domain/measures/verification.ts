import { HOUR_MS, toMs } from '../instant.ts';
import type { Case } from '../problem/cases.ts';
import { caseId, closedBy, type MeasureDefinition, within } from './measure.ts';

const CLOSED_BASE = { zh: '销号', en: 'cases closed', counter: '件' };

/**
 * 返工率: filings that failed verification ÷ filings verified, both inside the window. It counts filings, so a case sent
 * back twice and then closed counts 2 ÷ 3; the ids name that case once.
 */
export const reworkRate: MeasureDefinition = {
  unit: 'rate',
  better: 'lower',
  title: { zh: '返工率', en: 'rework rate' },
  base: { zh: '核查', en: 'filings verified', counter: '件' },
  formula: { zh: '期内核查不通过次数 ÷ 期内核查次数', en: 'filings failed ÷ filings verified in the window' },
  counting: (_spec, window) => ({
    case(sums, item) {
      let failed = 0;
      for (const at of item.reworksAt) if (within(window, at)) failed += 1;
      const passed = within(window, item.closedAt) ? 1 : 0;
      if (failed + passed === 0) return;
      sums.base(caseId(item), failed + passed);
      if (failed > 0) sums.hit(caseId(item), failed);
    },
  }),
};

/** 反弹率: relapses begun in the window ÷ cases closed in the window. Above 1 where more came back than were closed. */
export const relapseRate: MeasureDefinition = {
  unit: 'rate',
  better: 'lower',
  title: { zh: '反弹率', en: 'relapse rate' },
  base: CLOSED_BASE,
  formula: { zh: '期内反弹数 ÷ 期内销号数', en: 'relapses begun ÷ cases closed in the window' },
  counting: (_spec, window) => ({
    case(sums, item) {
      if (within(window, item.closedAt)) sums.base(caseId(item));
      if (item.relapse && within(window, item.dispatchedAt)) sums.hit(caseId(item));
    },
  }),
};

/** Calendar hours from dispatch to settling; a ledger that has it closed before it came in counts 0. */
const hoursToSettle = (item: Case, closedAt: string): number =>
  Math.max(0, toMs(item.settledAt ?? closedAt) - toMs(item.dispatchedAt)) / HOUR_MS;

/** 平均整改用时: calendar hours from dispatch to settling, summed ÷ cases closed in the window. */
export const averageHoursToClose: MeasureDefinition = {
  unit: 'hours',
  better: 'lower',
  title: { zh: '平均整改用时', en: 'average hours to close' },
  base: CLOSED_BASE,
  formula: {
    zh: '期内销号问题自派遣至整改的小时数之和 ÷ 期内销号数（自然时间）',
    en: 'calendar hours from dispatch to settling, summed ÷ cases closed in the window',
  },
  counting: (_spec, window) => ({
    case(sums, item) {
      // A ledger that was imported holds problems settled before they came in here; how long they took is not known.
      if (!within(window, item.closedAt) || (item.settledAt ?? item.closedAt) < item.dispatchedAt) return;
      sums.base(caseId(item));
      sums.hit(caseId(item), hoursToSettle(item, item.closedAt));
    },
  }),
};

/** 现有超期数: open at the cut-off with the deadline behind, beside all that are open; parked cases stand apart. */
export const overdueNow: MeasureDefinition = {
  unit: 'count',
  better: 'lower',
  title: { zh: '现有超期数', en: 'overdue now' },
  base: { zh: '未销号', en: 'cases open', counter: '件' },
  formula: {
    zh: '截止时已过期限仍未销号的问题数，按期报送待核查的除外（基数：截止时未销号数 − 挂账数）',
    en: 'open past the deadline at the cut-off, without what was filed in time and waits for verification (of all open − parked)',
  },
  counting: (_spec, { to }) => ({
    case(sums, item) {
      if (item.dispatchedAt > to || closedBy(item, to)) return;
      if (item.parked) return sums.exclude(caseId(item), 'parked');
      sums.base(caseId(item));
      const since = item.filedAt ?? to;
      if (item.dueAt !== null && item.dueAt < to && item.dueAt < since) sums.hit(caseId(item));
    },
  }),
};
