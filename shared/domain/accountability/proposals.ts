import type { Bilingual } from '../bilingual.ts';
import type { AccountabilityRule } from '../campaign/ranking-schema.ts';
import type { Unit } from '../campaign/unit-schema.ts';
import type { ContactRole } from '../campaign/vocabulary.ts';
import { sharers } from '../ranking/placings.ts';
import { completes, type Threshold, thresholdFor } from './counters.ts';
import { type Evidence, type Mark, marksOf, marksOfUnit, type SeriesRanking } from './occasions.ts';
import { describeProposal } from './words.ts';

/**
 * A proposal 问责建议 with its evidence. The system only proposes; nothing happens to anybody until a named person has
 * decided.
 */
export interface Proposal {
  /** Rule, unit and period: the same rankings never propose the same thing twice. */
  readonly id: string;
  readonly rule: string;
  readonly propose: AccountabilityRule['propose'];
  readonly unit: string;
  readonly unitName: string;
  readonly league: string;
  /** The ranking that completed the count. */
  readonly period: string;
  readonly for: readonly ContactRole[];
  /** Units tied to this one, which share the consequence (同奖同罚). */
  readonly sharedBy: readonly string[];
  readonly threshold: Threshold;
  readonly evidence: readonly Evidence[];
  readonly basis: string;
  readonly summary: Bilingual;
}

type LinkedUnit = Pick<Unit, 'id' | 'name' | 'league' | 'linkedTo'>;

/** Consequences that stand in one row, mildest first. */
const GRAVITY: ReadonlyArray<AccountabilityRule['propose']> = [
  'selfCriticism',
  'interview',
  'noticeOfCriticism',
  'accountability',
  'removal',
];

function completed(marks: readonly Mark[], rule: AccountabilityRule, league: string) {
  for (const written of rule.when) {
    const threshold = thresholdFor(written, rule, league);
    const evidence = completes(marks, threshold);
    if (evidence) return { threshold, evidence };
  }
  return undefined;
}

/** What one rule proposes after the last ranking of a series. */
function proposalsOfRule(
  rule: AccountabilityRule,
  series: readonly SeriesRanking[],
  units: readonly LinkedUnit[],
  shared: ReadonlyMap<string, readonly string[]>,
): Proposal[] {
  const own = series.filter(({ kind }) => kind === rule.period);
  const last = own.at(-1);
  const marks = own.map((ranking) => marksOf(ranking, rule.occasion));
  const concerned = units.filter(({ league }) => rule.leagues?.includes(league) ?? true);
  return concerned.flatMap(({ id, name, league }) => {
    const found = last && completed(marksOfUnit(marks, id), rule, league);
    if (!found) return [];
    return [
      {
        id: `${rule.id}:${id}:${last.period}`,
        rule: rule.id,
        propose: rule.propose,
        unit: id,
        unitName: name,
        league,
        period: last.period,
        for: rule.for,
        sharedBy: rule.sharedByLinked ? (shared.get(id) ?? []) : [],
        ...found,
        basis: rule.basis,
        summary: describeProposal(rule, name, found.threshold),
      },
    ];
  });
}

/** Whether `other` proposes something graver of the same row to the same unit for the same kind of occasion. */
function isGraver(other: Proposal, than: Proposal, rules: ReadonlyMap<string, AccountabilityRule>): boolean {
  if (other.unit !== than.unit || !GRAVITY.includes(than.propose)) return false;
  const occasionOf = ({ rule }: Proposal) => JSON.stringify([rules.get(rule)?.period, rules.get(rule)?.occasion]);
  return GRAVITY.indexOf(other.propose) > GRAVITY.indexOf(than.propose) && occasionOf(other) === occasionOf(than);
}

/**
 * What the last ranking of a series gives cause to propose. The series holds all published rankings up to it, oldest
 * first, each as it stands after its corrections. Where several rules of one row, from self-criticism to removal, are
 * reached by the same occasions, only the gravest is proposed (西安: the third month running is no longer an interview).
 */
export function proposalsAfter(
  series: readonly SeriesRanking[],
  rules: readonly AccountabilityRule[],
  units: readonly LinkedUnit[],
): Proposal[] {
  const kind = series.at(-1)?.kind;
  const ordered = series.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const shared = sharers(units);
  const all = rules
    .filter((rule) => rule.period === kind)
    .flatMap((rule) => proposalsOfRule(rule, ordered, units, shared));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return all.filter((proposal) => !all.some((other) => isGraver(other, proposal, byId)));
}
