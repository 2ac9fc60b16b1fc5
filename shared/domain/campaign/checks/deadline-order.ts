import { parseWorkTime } from '../../calendar/work-time.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { DeadlineRule } from '../deadline-rule-schema.ts';
import { check } from './check.ts';
import { hoursPerDay, isLater } from './rough-order.ts';

const fitsEverything = (rule: DeadlineRule): boolean => !rule.categories && !rule.severities && !rule.sources;

/** Every problem finds a rule, and every rule can be found. */
function catchAllIsLast(rules: readonly DeadlineRule[]): readonly Finding[] {
  const catchAll = rules.findIndex(fitsEverything);
  if (catchAll < 0) {
    return [
      finding(
        ['deadlines', rules.length - 1],
        '最后一条时限规则应适用于所有问题，请去掉它的 categories、severities、sources，或再加一条',
        'the last deadline rule must fit every problem; drop its categories, severities and sources, or add one more rule',
      ),
    ];
  }
  return rules
    .slice(catchAll + 1)
    .map(({ id }, index) =>
      finding(
        ['deadlines', catchAll + 1 + index],
        `规则“${id}”永远用不上：前面的“${rules[catchAll]?.id}”已适用于所有问题，请移到它前面`,
        `the rule "${id}" is never reached, since "${rules[catchAll]?.id}" before it fits every problem; move it up`,
      ),
    );
}

function stagesAddUp(rule: DeadlineRule, dayHours: number, path: Path): readonly Finding[] {
  const stages = rule.stages ?? [];
  const last = stages.at(-1);
  const order = stages.flatMap((stage, index) => {
    const before = stages[index - 1];
    if (!before || isLater(parseWorkTime(stage.within), parseWorkTime(before.within), dayHours)) return [];
    return [
      finding(
        [...path, 'stages', index, 'within'],
        `“${stage.name}”（${stage.within}）应晚于“${before.name}”（${before.within}）`,
        `"${stage.name}" (${stage.within}) must be due after "${before.name}" (${before.within})`,
      ),
    ];
  });
  if (!last || sameTime(last.within, rule.within)) return order;
  return [
    ...order,
    finding(
      [...path, 'within'],
      `总时限 ${rule.within} 应与最后一步“${last.name}”的 ${last.within} 相同`,
      `the deadline ${rule.within} must equal that of the last stage "${last.name}", ${last.within}`,
    ),
  ];
}

function sameTime(a: string, b: string): boolean {
  const [left, right] = [parseWorkTime(a), parseWorkTime(b)];
  return left.amount === right.amount && left.unit === right.unit;
}

/** The last rule fits everything; stages follow one another and end with the deadline itself. */
export const deadlineOrder = [
  check(['deadlines'], ({ deadlines }) => catchAllIsLast(deadlines)),
  check(['deadlines', 'calendar'], ({ deadlines, calendar }) =>
    deadlines.flatMap((rule, index) => stagesAddUp(rule, hoursPerDay(calendar), ['deadlines', index])),
  ),
];
