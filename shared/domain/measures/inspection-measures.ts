import { type MeasureDefinition, within } from './measure.ts';

/** Points may carry decimals; summing whole ten-thousandths keeps 0.1 + 0.2 exact. */
const SCALE = 10_000;
const scaled = (points: number): number => Math.round(points * SCALE);

/** 检查得分: points earned ÷ points checked × 100, over the inspections in the window. */
export const inspectionScore: MeasureDefinition = {
  unit: 'score',
  better: 'higher',
  title: { zh: '检查得分', en: 'inspection score' },
  base: { zh: '检查', en: 'inspections', counter: '次' },
  formula: { zh: '得分 ÷ 应检分值 × 100', en: 'points earned ÷ points checked × 100' },
  counting: (_spec, window) => ({
    inspection(sums, { id, at, earned, checked }) {
      if (!within(window, at) || checked <= 0) return;
      sums.base(id, scaled(checked));
      sums.hit(id, scaled(earned));
    },
    finish: ({ numerator, denominator, cases }) => ({
      numerator: numerator / SCALE,
      denominator: denominator / SCALE,
      cases,
    }),
  }),
};

/** 检查覆盖率: units inspected at least once in the window ÷ units due for it. */
export const coverage: MeasureDefinition = {
  unit: 'rate',
  better: 'higher',
  title: { zh: '检查覆盖率', en: 'coverage' },
  base: { zh: '应检查', en: 'units due for inspection', counter: '家' },
  formula: {
    zh: '期内至少检查一次的单位数 ÷ 应检查单位数',
    en: 'units inspected at least once ÷ units due for inspection',
  },
  counting: (_spec, window) => ({
    unit: (sums, id) => sums.base(id),
    inspection(sums, { unit, at }) {
      if (within(window, at)) sums.cases.numerator.push(unit);
    },
    finish({ denominator, cases }) {
      const inspected = new Set(cases.numerator);
      const numerator = cases.denominator.filter((id) => inspected.has(id));
      return { numerator: numerator.length, denominator, cases: { ...cases, numerator } };
    },
  }),
};
