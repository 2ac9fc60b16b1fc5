import type { GateAssessment } from '../agenda/gate.ts';
import type { BulletinKind, ProposalRow } from './bulletin.ts';

export const KIND_TITLES: Readonly<Record<BulletinKind, string>> = {
  weekly: '周通报',
  halfMonthly: '半月通报',
  monthly: '月通报',
  quarterly: '季度通报',
  phase: '阶段通报',
};

export const STATUS_TITLES: Readonly<Record<ProposalRow['status'], string>> = {
  pending: '待签批',
  approved: '已批准',
  rejected: '未批准',
};

/** What a missed gate leads to. */
export const CONSEQUENCE_TITLES: Readonly<Record<GateAssessment['consequence'], (days?: number) => string>> = {
  none: () => '',
  proceed: () => '按原计划继续',
  extend: (days) => `本阶段延长${days}天`,
  escalate: () => '上报主要领导',
};

/** At most two decimals, none where they would be 0: a share of points counts in quarters. */
export const twoDecimals = (value: number): number => Number(value.toFixed(2));

/** Chinese text without the blanks around digits, as official documents are set. */
export const tight = (text: string): string =>
  text.replace(/(?<=\p{Script=Han}) (?=\d)|(?<=\d) (?=\p{Script=Han})/gu, '');
