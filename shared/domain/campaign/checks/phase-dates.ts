import { DAY_MS, toMs } from '../../instant.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { Phase } from '../phase-schema.ts';
import { PHASES } from '../vocabulary.ts';
import { check } from './check.ts';

/** An agenda is computed whole, so its length is bounded. */
export const LONGEST_DAYS = 1100;

const inOrder = (phases: readonly Phase[]): readonly Finding[] =>
  phases.flatMap(({ phase }, index) => {
    const expected = PHASES[index];
    if (phase === expected) return [];
    return [
      finding(
        ['phases', index, 'phase'],
        `第 ${index + 1} 个阶段应为 ${expected}，写的是 ${phase}；三个阶段依次为 ${PHASES.join('、')}`,
        `phase ${index + 1} must be ${expected}, found ${phase}; the three follow one another as ${PHASES.join(', ')}`,
      ),
    ];
  });

const endsAfterItStarts = (
  entry: { readonly starts: string; readonly ends: string },
  path: Path,
): readonly Finding[] =>
  entry.starts <= entry.ends
    ? []
    : [
        finding(
          [...path, 'ends'],
          `${entry.ends} 结束，早于开始的 ${entry.starts}`,
          `ends on ${entry.ends}, before it starts on ${entry.starts}`,
        ),
      ];

const noOverlap = (phases: readonly Phase[]): readonly Finding[] =>
  phases.flatMap(({ starts }, index) => {
    const before = phases[index - 1];
    if (!before || starts > before.ends) return [];
    return [
      finding(
        ['phases', index, 'starts'],
        `${starts} 开始时上一阶段（至 ${before.ends}）还没有结束，两个阶段不能重叠`,
        `starts on ${starts} while the phase before it runs until ${before.ends}; phases may not overlap`,
      ),
    ];
  });

const notTooLong = (phases: readonly Phase[]): readonly Finding[] => {
  const [first, last] = [phases[0], phases.at(-1)];
  const days = first && last ? (toMs(last.ends) - toMs(first.starts)) / DAY_MS + 1 : 0;
  if (days <= LONGEST_DAYS) return [];
  return [
    finding(
      ['phases'],
      `活动共 ${days} 天，最长 ${LONGEST_DAYS} 天，请检查年份`,
      `the campaign lasts ${days} days, at most ${LONGEST_DAYS} are possible; check the years`,
    ),
  ];
};

/** A campaign can be started before its first day or on it, not later. */
function notInThePast(phases: readonly Phase[], today: string | undefined): readonly Finding[] {
  const [first, last] = [phases[0], phases.at(-1)];
  if (!today || !first || !last || first.starts >= today) return [];
  if (last.ends < today) {
    const path = ['phases', phases.length - 1, 'ends'];
    return [
      finding(
        path,
        `活动已于 ${last.ends} 结束（今天 ${today}），不能再启动`,
        `the campaign was over on ${last.ends} (today is ${today}); it can't be started`,
      ),
    ];
  }
  return [
    finding(
      ['phases', 0, 'starts'],
      `开始日期 ${first.starts} 已过（今天 ${today}），请改为今天或以后`,
      `the start on ${first.starts} has passed (today is ${today}); start today or later`,
    ),
  ];
}

function within(phase: Phase, date: string, path: Path): readonly Finding[] {
  if (phase.starts <= date && date <= phase.ends) return [];
  return [
    finding(
      path,
      `${date} 不在本阶段（${phase.starts} 至 ${phase.ends}）之内`,
      `${date} lies outside its phase (${phase.starts} to ${phase.ends})`,
    ),
  ];
}

function datesInside(phase: Phase, path: Path): readonly Finding[] {
  return [
    ...phase.steps.flatMap((step, index) => [
      ...endsAfterItStarts(step, [...path, 'steps', index]),
      ...within(phase, step.starts, [...path, 'steps', index, 'starts']),
      ...within(phase, step.ends, [...path, 'steps', index, 'ends']),
    ]),
    ...phase.gates.flatMap(({ on }, index) => within(phase, on, [...path, 'gates', index, 'on'])),
    ...phase.tasks.flatMap(({ due }, index) => within(phase, due, [...path, 'tasks', index, 'due'])),
  ];
}

/** The three phases follow one another without overlap, lie ahead, and hold the dates of all their parts. */
export const phaseDates = [
  check(['phases'], ({ phases }, today) => [
    ...inOrder(phases),
    ...phases.flatMap((phase, index) => endsAfterItStarts(phase, ['phases', index])),
    ...noOverlap(phases),
    ...notTooLong(phases),
    ...notInThePast(phases, today),
    ...phases.flatMap((phase, index) => datesInside(phase, ['phases', index])),
  ]),
];

/** Days between two phases belong to none: allowed, but seldom meant. */
export const phaseGaps = [
  check(['phases'], ({ phases }) =>
    phases.flatMap(({ starts }, index) => {
      const before = phases[index - 1];
      const days = before ? (toMs(starts) - toMs(before.ends)) / DAY_MS - 1 : 0;
      if (days <= 0) return [];
      return [
        finding(
          ['phases', index, 'starts'],
          `与上一阶段之间空出 ${days} 天，不属于任何阶段`,
          `${days} ${days === 1 ? 'day' : 'days'} between this phase and the one before it belong to none`,
        ),
      ];
    }),
  ),
];
