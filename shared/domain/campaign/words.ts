import type { Bilingual } from '../bilingual.ts';
import type { ContactRole, PeriodKind, RungName } from './vocabulary.ts';

/** What people read for the fixed words of the field, the same on every page, in every message and table. */

export const RUNG_NAMES: Readonly<Record<RungName, Bilingual>> = {
  remind: { zh: '提醒', en: 'remind' },
  urge: { zh: '催办', en: 'urge' },
  supervise: { zh: '督办', en: 'supervise' },
  criticise: { zh: '通报批评', en: 'criticise' },
  summon: { zh: '约谈', en: 'summon' },
  refer: { zh: '移交问责', en: 'refer' },
};

export const ROLE_NAMES: Readonly<Record<ContactRole, Bilingual>> = {
  liaison: { zh: '联络员', en: 'liaison' },
  deputy: { zh: '分管领导', en: 'deputy in charge' },
  principal: { zh: '主要领导', en: 'principal' },
};

export const RANKING_NAMES: Readonly<Record<PeriodKind, Bilingual>> = {
  weekly: { zh: '周排名', en: 'weekly ranking' },
  halfMonthly: { zh: '半月排名', en: 'half-monthly ranking' },
  monthly: { zh: '月排名', en: 'monthly ranking' },
  quarterly: { zh: '季度排名', en: 'quarterly ranking' },
};
