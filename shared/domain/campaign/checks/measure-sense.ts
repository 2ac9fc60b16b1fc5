import { MEASURE_TABLE } from '../../measures/measures.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { MeasureSpec } from '../measure-schema.ts';
import type { Gate } from '../phase-schema.ts';
import { check } from './check.ts';

/** The scale of a measure; hours and counts are open upwards. */
const LARGEST = { rate: 1, score: 100, hours: Number.POSITIVE_INFINITY, count: Number.POSITIVE_INFINITY };

function methodsBelong(spec: MeasureSpec, path: Path): readonly Finding[] {
  if (spec.name === 'methodRate') {
    if (spec.methods) return [];
    return [
      finding(
        [...path, 'methods'],
        'methodRate 要写明哪些整改方式（methods）算在内',
        'methodRate needs the methods that count',
      ),
    ];
  }
  return (['methods', 'of'] as const)
    .filter((field) => spec[field] !== undefined)
    .map((field) =>
      finding(
        [...path, field],
        `${field} 只用于 methodRate，${spec.name} 不看它`,
        `${field} is for methodRate only; ${spec.name} ignores it`,
      ),
    );
}

const needsStandard = (spec: MeasureSpec, hasStandard: boolean, path: Path): readonly Finding[] =>
  spec.name !== 'inspectionScore' || hasStandard
    ? []
    : [
        finding(
          [...path, 'name'],
          'inspectionScore 要有考核标准（standard）才能算',
          'inspectionScore needs a standard',
        ),
      ];

function targetInRange({ target, measure }: Gate, path: Path): readonly Finding[] {
  const [field, value] =
    'atLeast' in target ? (['atLeast', target.atLeast] as const) : (['atMost', target.atMost] as const);
  const largest = LARGEST[MEASURE_TABLE[measure.name].unit];
  if (value >= 0 && value <= largest) return [];
  const range = Number.isFinite(largest) ? `0–${largest}` : '≥ 0';
  const percent = largest === 1 && value > 1 && value <= 100 ? value / 100 : undefined;
  return [
    finding(
      [...path, 'target', field],
      `${measure.name} 的目标 ${value} 超出范围 ${range}${percent === undefined ? '' : `；${value}% 写作 ${percent}`}`,
      `the target ${value} of ${measure.name} is out of its range ${range}${percent === undefined ? '' : `; write ${value}% as ${percent}`}`,
    ),
  ];
}

/** A measure is asked for what it can answer, and a gate's target can be reached. */
export const measureSense = [
  check(['phases', 'standard'], ({ phases, standard }) =>
    phases.flatMap(({ gates }, phase) =>
      gates.flatMap((gate, index) => {
        const path = ['phases', phase, 'gates', index];
        return [
          ...methodsBelong(gate.measure, [...path, 'measure']),
          ...needsStandard(gate.measure, standard !== undefined, [...path, 'measure']),
          ...targetInRange(gate, path),
        ];
      }),
    ),
  ),
  check(['ranking', 'standard'], ({ ranking, standard }) =>
    ranking.score.flatMap(({ measure }, index) => {
      const path = ['ranking', 'score', index, 'measure'];
      return [...methodsBelong(measure, path), ...needsStandard(measure, standard !== undefined, path)];
    }),
  ),
];
