import type { Campaign } from '../campaign/campaign-schema.ts';
import type { Gate, Phase, Step, Task } from '../campaign/phase-schema.ts';
import type { PeriodKind, PhaseName } from '../campaign/vocabulary.ts';
import type { CalendarDate } from '../instant.ts';
import { targetText } from './measure-text.ts';
import type { Period } from './period.ts';

interface Title {
  readonly title: string;
  readonly titleEn: string;
}

const PHASE_NAMES: Readonly<Record<PhaseName, { zh: string; en: string }>> = {
  publicity: { zh: '宣传发动', en: 'publicity' },
  attack: { zh: '集中攻坚', en: 'intensive attack' },
  consolidation: { zh: '巩固提升', en: 'consolidation' },
};

/** What a phase is called: the campaign's own word for it, or the usual one. */
export const phaseName = ({ phase, name }: Pick<Phase, 'phase' | 'name'>, lang: 'zh' | 'en' = 'zh'): string =>
  name ?? PHASE_NAMES[phase][lang];

const title = (zh: string, en: string): Title => ({ title: zh, titleEn: en });

export const phaseOpens = (phase: Phase): Title =>
  title(`${phaseName(phase)}阶段开始`, `phase opens: ${phaseName(phase, 'en')}`);

export const phaseCloses = (phase: Phase): Title =>
  title(`${phaseName(phase)}阶段结束`, `phase closes: ${phaseName(phase, 'en')}`);

export const stepOpens = ({ name }: Step): Title => title(`${name}开始`, `step opens: ${name}`);

export const stepCloses = ({ name }: Step): Title => title(`${name}结束`, `step closes: ${name}`);

export const gateAssessed = ({ name, measure, target }: Gate): Title => {
  const aim = targetText(measure.name, target);
  return title(`节点考核：${name}（目标 ${aim}）`, `gate: ${name} (target ${aim})`);
};

export const taskDue = ({ name, every }: Task, occurrence: number): Title =>
  every
    ? title(`${name}截止（第${occurrence}次）`, `due: ${name} (no. ${occurrence})`)
    : title(`${name}截止`, `due: ${name}`);

export const actionDay = (name: string): Title => title(name, `action day: ${name}`);

export const concludes = ({ name }: Campaign): Title => title(`${name}结束`, `${name} concludes`);

const dayText = (date: CalendarDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

const REPORTS: Readonly<Record<PeriodKind, { zh: string; en: string }>> = {
  weekly: { zh: '周统计截止', en: 'week closes' },
  halfMonthly: { zh: '半月统计截止', en: 'half-month closes' },
  monthly: { zh: '月统计截止', en: 'month closes' },
  quarterly: { zh: '季统计截止', en: 'quarter closes' },
};

export const periodCloses = ({ kind, key, firstDay, lastDay }: Period): Title => {
  const { zh, en } = REPORTS[kind];
  return title(`${zh}（${dayText(firstDay)}—${dayText(lastDay)}）`, `${en}: ${key} (${firstDay} to ${lastDay})`);
};
