import type { Bilingual } from '../bilingual.ts';
import type { LadderConfig } from '../campaign/ladder-schema.ts';
import type { Unit } from '../campaign/unit-schema.ts';
import { sharers } from '../ranking/placings.ts';
import type { Proposal } from './proposals.ts';
import type { SpecialReportDue } from './special-report.ts';

/** A proposal that rests on cases instead of placings. */
export interface CaseProposal extends Proposal {
  readonly cases: readonly string[];
}

type NamedUnit = Pick<Unit, 'id' | 'name' | 'league'>;
type Units = ReadonlyArray<NamedUnit & Pick<Unit, 'linkedTo'>>;

interface Grounds {
  readonly id: string;
  readonly rule: string;
  readonly propose: 'specialReport' | 'transfer';
  readonly period: string;
  readonly threshold: Proposal['threshold'];
  readonly cases: readonly string[];
  readonly basis: string;
  readonly summary: Bilingual;
}

const proposal = (grounds: Grounds, { id, name, league }: NamedUnit, sharedBy: readonly string[]): CaseProposal => ({
  ...grounds,
  unit: id,
  unitName: name,
  league,
  for: ['principal'],
  sharedBy,
  evidence: [],
});

/** S2b: who repeatedly does not rectify is reported to the superior department, once for the same cases. */
export function specialReportProposals(
  due: readonly SpecialReportDue[],
  rule: NonNullable<LadderConfig['specialReport']>,
  period: string,
  units: Units,
): CaseProposal[] {
  const shared = sharers(units);
  return due.flatMap(({ unit: id, cases }) => {
    const unit = units.find((one) => one.id === id);
    if (!unit) return [];
    const grounds = {
      id: `specialReport:${id}:${period}`,
      rule: 'specialReport',
      propose: 'specialReport' as const,
      period,
      threshold: { cumulative: rule.overdue, within: rule.withinDays },
      cases,
      basis: `督办阶梯：${rule.withinDays} 天内超期满 ${rule.overdue} 件的专报上级`,
      summary: {
        zh: `${unit.name}近 ${rule.withinDays} 天内超期 ${cases.length} 件，建议：专报上级部门`,
        en: `${unit.name} had ${cases.length} problems overdue within ${rule.withinDays} days; proposed: a special report to the superior department`,
      },
    };
    return [proposal(grounds, unit, shared.get(id) ?? [])];
  });
}

/** A problem that climbed to the last rung, 移交问责: whether the unit's case is handed over, a named person decides. */
export function transferProposal(
  {
    problem,
    life,
    revision,
    step,
  }: Readonly<Record<'problem' | 'step', string>> & Readonly<Record<'life' | 'revision', number>>,
  unit: NamedUnit,
): CaseProposal {
  const item = life === 1 ? problem : `${problem}/${life}`;
  const grounds = {
    id: `transfer:${problem}.${life}.${step}.${revision}`,
    rule: 'refer',
    propose: 'transfer' as const,
    period: '',
    threshold: { consecutive: 1 },
    cases: [item],
    basis: '督办阶梯：移交问责',
    summary: {
      zh: `${unit.name}的问题 ${item} 逾期不改，督办至“移交问责”，建议：移交纪检监察机关`,
      en: `${unit.name} left problem ${item} unsolved up to the rung refer; proposed: transfer to the discipline body`,
    },
  };
  return proposal(grounds, unit, []);
}
