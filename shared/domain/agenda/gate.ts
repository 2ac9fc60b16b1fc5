import type { Bilingual } from '../bilingual.ts';
import type { Gate } from '../campaign/phase-schema.ts';
import { type Measured, measuredText, targetText } from './measure-text.ts';

export type { Measured } from './measure-text.ts';

export interface GateAssessment {
  readonly gate: string;
  readonly target: Gate['target'];
  readonly measured: Measured;
  readonly met: boolean;
  /** Why: a gate without a base, as when nothing was due, counts as missed, since nothing shows that it was met. */
  readonly reason: 'reached' | 'missed' | 'noBase';
  readonly consequence: 'none' | 'proceed' | 'extend' | 'escalate';
  /** Days by which the phase is extended; present with `extend` only. */
  readonly days?: number;
  /** The whole assessment in one sentence. */
  readonly summary: Bilingual;
}

/** Holds a gate's measured value against its target. A gate extends its phase once; missed again, it escalates. */
export function assessGate(gate: Gate, measured: Measured, alreadyExtended: boolean): GateAssessment {
  const reason = judge(gate.target, measured.value);
  const consequence = consequenceOf(gate, reason === 'reached', alreadyExtended);
  const assessment = {
    gate: gate.id,
    target: gate.target,
    measured,
    met: reason === 'reached',
    reason,
    ...consequence,
  };
  return { ...assessment, summary: summarise(gate, assessment) };
}

function judge(target: Gate['target'], value: number | null): GateAssessment['reason'] {
  if (value === null) return 'noBase';
  const reached = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
  return reached ? 'reached' : 'missed';
}

function consequenceOf(
  { onMiss }: Gate,
  met: boolean,
  extended: boolean,
): Pick<GateAssessment, 'consequence' | 'days'> {
  if (met) return { consequence: 'none' };
  if (onMiss.do !== 'extend') return { consequence: onMiss.do };
  return extended ? { consequence: 'escalate' } : { consequence: 'extend', days: onMiss.days };
}

const CONSEQUENCES: Readonly<Record<GateAssessment['consequence'], (days?: number) => Bilingual>> = {
  none: () => ({ zh: '达到', en: 'met' }),
  proceed: () => ({ zh: '未达到，按原计划继续', en: 'missed, carrying on as planned' }),
  extend: (days) => ({ zh: `未达到，本阶段延长 ${days} 天`, en: `missed, the phase is extended by ${days} days` }),
  escalate: () => ({ zh: '未达到，上报主要领导', en: 'missed, escalated to the principals' }),
};

function summarise({ name, measure, target }: Gate, assessment: Omit<GateAssessment, 'summary'>): Bilingual {
  const aim = targetText(measure.name, target);
  const value = measuredText(measure.name, assessment.measured);
  const { zh, en } = CONSEQUENCES[assessment.consequence](assessment.days);
  return {
    zh: `${name}：目标 ${aim}，实绩 ${value ?? '无（没有可统计的基数）'}，${zh}`,
    en: `${name}: target ${aim}, measured ${value ?? 'nothing (there is no base to count)'}, ${en}`,
  };
}
