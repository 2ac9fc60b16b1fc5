import type { MeasureSpec } from '../campaign/measure-schema.ts';
import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { MEASURE_TABLE } from '../measures/measures.ts';
import { isScorable } from './score.ts';

/** What is wrong with a setting: where, and what to do. */
export interface SettingProblem {
  readonly path: ReadonlyArray<string | number>;
  readonly message: string;
}

/** Measures of inspections and tasks, which belong to no category. */
const WITHOUT_CATEGORY = ['inspectionScore', 'coverage', 'taskCompletion'];

/** Narrowings a measure doesn't know, which would silently do nothing. */
export function measureSpecProblems({ name, categories, methods, of }: MeasureSpec): SettingProblem[] {
  const problems: SettingProblem[] = [];
  if (categories && WITHOUT_CATEGORY.includes(name)) {
    problems.push({
      path: ['categories'],
      message: `${name} counts no problems, so it has no categories; remove them`,
    });
  }
  if (name !== 'methodRate' && (methods || of)) {
    problems.push({
      path: [methods ? 'methods' : 'of'],
      message: `only methodRate looks at methods, not ${name}; remove it`,
    });
  }
  return problems;
}

/** Scores that can't be computed or a guard that would leave everybody out; paths start at the ranking. */
export function rankingProblems({ score, minCases }: RankingConfig): SettingProblem[] {
  const problems = score.flatMap(({ measure }, index) => {
    const path = ['score', index, 'measure'];
    const own = measureSpecProblems(measure).map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
    if (isScorable(measure.name)) return own;
    const message = `${measure.name} is no rate or score and has no scale of 100 points; use another measure in the score`;
    return [...own, { path: [...path, 'name'], message }];
  });
  const first = score[0]?.measure.name;
  if (first === 'coverage' && minCases > 1) {
    const message = `a unit's base of ${MEASURE_TABLE.coverage.title.en} is the unit itself, below minCases ${minCases}; put another measure first`;
    problems.push({ path: ['score', 0, 'measure', 'name'], message });
  }
  return problems;
}
