import type { CaseProposal } from '../accountability/case-proposals.ts';
import type { ProposalState } from '../accountability/decision.ts';
import type { Proposal } from '../accountability/proposals.ts';
import type { GateAssessment } from '../agenda/gate.ts';
import { measuredText, targetText } from '../agenda/measure-text.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { Gate } from '../campaign/phase-schema.ts';
import { RUNGS } from '../campaign/vocabulary.ts';
import { RUNG_NAMES } from '../campaign/words.ts';
import type { Instant } from '../instant.ts';
import type { Window } from '../measures/measure.ts';
import type { Bulletin, BulletinKind, FindingRow, GateRow, LateTaskRow, ProposalRow } from './bulletin.ts';
import type { BulletinFigures } from './bulletin-numbers.ts';
import { composeRanking, type RankingInput } from './compose-ranking.ts';
import { CONSEQUENCE_TITLES, KIND_TITLES, tight } from './words.ts';
import { daysText } from './zone-text.ts';

export interface BulletinInput {
  readonly campaign: Pick<Campaign, 'id' | 'name' | 'issuer' | 'timeZone' | 'ranking' | 'units'>;
  readonly kind: BulletinKind;
  /** `name` is the phase's, in a phase bulletin. */
  readonly period: Window & { readonly key: string; readonly name?: string };
  /** Which one of its year. */
  readonly number: { readonly year: number; readonly serial: number };
  readonly issuedAt: Instant;
  readonly figures: BulletinFigures;
  readonly ranking?: RankingInput;
  readonly gates?: ReadonlyArray<{ readonly gate: Gate; readonly assessment: GateAssessment }>;
  readonly lateTasks?: readonly LateTaskRow[];
  readonly findings?: readonly FindingRow[];
  readonly proposals?: ReadonlyArray<ProposalState & { readonly proposal: Proposal | CaseProposal }>;
  readonly pendingBefore?: number;
}

function gateRow({ gate, assessment }: NonNullable<BulletinInput['gates']>[number]): GateRow {
  const { name } = gate.measure;
  return {
    gate: gate.id,
    name: gate.name,
    on: gate.on,
    target: targetText(name, assessment.target),
    measured: measuredText(name, assessment.measured),
    met: assessment.met,
    consequence: CONSEQUENCE_TITLES[assessment.consequence](assessment.days),
    summary: assessment.summary.zh,
    summaryEn: assessment.summary.en,
  };
}

function proposalRow(
  state: NonNullable<BulletinInput['proposals']>[number],
  nameOf: (unit: string) => string,
): ProposalRow {
  const { id, unitName, summary, evidence, sharedBy, basis } = state.proposal;
  return {
    id,
    unitName,
    summary: tight(summary.zh),
    evidence: evidence.map(({ period, rank, of, scoreText }) => `${period}第${rank}名（共${of}家，${scoreText}分）`),
    cases: 'cases' in state.proposal ? state.proposal.cases : [],
    sharedBy: sharedBy.map(nameOf),
    basis: tight(basis),
    ...(state.status === 'pending'
      ? { status: 'pending' }
      : { status: state.decision, decidedBy: state.by.name, reason: state.reason }),
  };
}

const titleOf = ({ campaign, kind, period }: BulletinInput): string =>
  `${campaign.name}${period.name ?? ''}${KIND_TITLES[kind]}`;

/** Puts a bulletin together from what was computed and published for its period. */
export function composeBulletin(input: BulletinInput): Bulletin {
  const { campaign, kind, period, number, figures } = input;
  const names = new Map(campaign.units.map(({ id, name }) => [id, name]));
  const nameOf = (unit: string) => names.get(unit) ?? unit;
  return {
    kind,
    campaign: campaign.id,
    campaignName: campaign.name,
    issuer: campaign.issuer,
    timeZone: campaign.timeZone,
    number: `〔${number.year}〕第${number.serial}期`,
    title: titleOf(input),
    covers: daysText(period, campaign.timeZone),
    period: period.key,
    from: period.from,
    to: period.to,
    cutoff: period.to,
    issuedAt: input.issuedAt,
    numbers: figures.numbers,
    gates: (input.gates ?? []).map(gateRow),
    ...(input.ranking && { ranking: composeRanking(input.ranking, campaign.ranking, nameOf) }),
    escalations: RUNGS.map((rung) => ({ rung, title: RUNG_NAMES[rung].zh, count: figures.rungs[rung] })),
    lateTasks: input.lateTasks ?? [],
    ...(input.findings && { findings: input.findings }),
    proposals: (input.proposals ?? []).map((state) => proposalRow(state, nameOf)),
    pendingBefore: input.pendingBefore ?? 0,
  };
}
