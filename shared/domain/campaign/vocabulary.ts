/** The words of the field that are fixed everywhere; each list is in its natural order. */

export const PHASES = ['publicity', 'attack', 'consolidation'] as const;
export type PhaseName = (typeof PHASES)[number];

export const UNIT_KINDS = ['street', 'town', 'community', 'department', 'contractor'] as const;

/** 联络员, 分管领导, 主要领导. */
export const CONTACT_ROLES = ['liaison', 'deputy', 'principal'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export const SEVERITIES = ['normal', 'serious', 'urgent'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Visits first, then reports that came in. */
export const INSPECTION_SOURCES = [
  'regular',
  'spot',
  'announced',
  'covert',
  'self',
  'hotline',
  'mayorHotline',
  'media',
  'patrol',
  'public',
] as const;
export type InspectionSource = (typeof INSPECTION_SOURCES)[number];

/** The escalation ladder 督办阶梯, mildest first. */
export const RUNGS = ['remind', 'urge', 'supervise', 'criticise', 'summon', 'refer'] as const;
export type RungName = (typeof RUNGS)[number];

export const PERIODS = ['weekly', 'halfMonthly', 'monthly', 'quarterly'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** The four roles of access. */
export const ACCESS_ROLES = ['office', 'inspector', 'unit', 'auditor'] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];
