import { type Finding, finding } from '../campaign/campaign-problem.ts';
import type { MeasureName } from '../campaign/measure-schema.ts';
import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { MEASURE_TABLE } from '../measures/measures.ts';
import { isScorable } from './score.ts';

/** Measures of inspections and tasks, which belong to no category. */
const WITHOUT_CATEGORY: readonly MeasureName[] = ['inspectionScore', 'coverage', 'taskCompletion'];

const scorable = (name: MeasureName, index: number): readonly Finding[] =>
  isScorable(name)
    ? []
    : [
        finding(
          ['ranking', 'score', index, 'measure', 'name'],
          `${MEASURE_TABLE[name].title.zh}（${name}）没有百分制，不能计分，请换一个指标`,
          `${name} has no scale of 100 points and can't be part of a score; use another measure`,
        ),
      ];

const categoriesMeanSomething = ({ name, categories }: RankingConfig['score'][number]['measure'], index: number) =>
  categories && WITHOUT_CATEGORY.includes(name)
    ? [
        finding(
          ['ranking', 'score', index, 'measure', 'categories'],
          `${name} 不统计问题，没有类别之分，请去掉 categories`,
          `${name} counts no problems and knows no categories; remove them`,
        ),
      ]
    : [];

/** A unit's base of coverage is the unit itself, so any guard above 1 would leave everybody out. */
const guardCanBePassed = ({ score, minCases }: RankingConfig): readonly Finding[] =>
  score[0]?.measure.name === 'coverage' && minCases > 1
    ? [
        finding(
          ['ranking', 'score', 0, 'measure', 'name'],
          `排名门槛按第一个指标的基数算，coverage 的基数总是 1，达不到 minCases ${minCases}，请把别的指标放在前面`,
          `the guard counts the base of the first measure, which for coverage is always 1, below minCases ${minCases}; put another measure first`,
        ),
      ]
    : [];

/** What keeps a score from being computed as it is written; paths start at the top of the campaign file. */
export const scoreFindings = (ranking: RankingConfig): readonly Finding[] => [
  ...ranking.score.flatMap(({ measure }, index) => [
    ...scorable(measure.name, index),
    ...categoriesMeanSomething(measure, index),
  ]),
  ...guardCanBePassed(ranking),
];
