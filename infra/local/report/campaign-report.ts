import type { GateResult } from '../../../functions/campaign-phase/assess-gate.ts';
import type { Services } from '../../../functions/services.ts';
import type { Proposal } from '../../../shared/domain/accountability/proposals.ts';
import { periodAt } from '../../../shared/domain/agenda/period.ts';
import { phaseName } from '../../../shared/domain/agenda/titles.ts';
import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import { dateOf, zoneDays } from '../../../shared/domain/calendar/zone-days.ts';
import { type PeriodKind, RUNGS, type RungName } from '../../../shared/domain/campaign/vocabulary.ts';
import { type Instant, toMs } from '../../../shared/domain/instant.ts';
import { taskId } from '../../../shared/domain/measures/task-measures.ts';
import { isOverdue, type Life, type ProblemStatus } from '../../../shared/domain/problem/problem-state.ts';
import { ledgerHash } from '../../../shared/domain/ranking/ledger-hash.ts';
import type { CheckpointResult } from '../../../shared/domain/standard/index-standard.ts';
import { indexStandard } from '../../../shared/domain/standard/index-standard.ts';
import { scoreStandard } from '../../../shared/domain/standard/score-standard.ts';
import { allEntries } from '../../../shared/stores/all-entries.ts';
import type { CampaignContext } from '../../../shared/stores/campaign-context.ts';
import type { OutboxEntry } from '../../../shared/stores/escalation-entry.ts';
import type { Message } from '../../../shared/stores/outbox.ts';
import type { PublishedRanking } from '../../../shared/stores/ranking-book.ts';

/** Where a campaign stands, in numbers: what a person wants to know at the end of a run. */
export interface CampaignReport {
  readonly campaign: { readonly id: string; readonly name: string; readonly revision: number; readonly status: string };
  readonly phases: ReadonlyArray<{
    readonly name: Bilingual;
    readonly starts: string;
    readonly ends: string;
    readonly gates: readonly GateLine[];
  }>;
  readonly inspections: number;
  /** Tasks due so far; `late` names task and unit. */
  readonly tasks: { readonly due: number; readonly late: readonly string[] };
  readonly problems: {
    total: number;
    overdueNow: number;
    closedLate: number;
    relapses: number;
    byStatus: Partial<Record<ProblemStatus, number>>;
  };
  /** The newest of each kind over a whole window. */
  readonly rankings: Partial<Record<PeriodKind, PublishedRanking>>;
  /** Rungs decided. */
  readonly escalations: { total: number; byRung: Partial<Record<RungName, number>> };
  readonly outbox: { readonly entries: Partial<Record<OutboxEntry['state'], number>> };
  /** SMS by what became of them; parts are those of all that were handed to the carrier. */
  readonly messages: { total: number; parts: number; byState: Partial<Record<Message['state'], number>> };
  readonly proposals: ReadonlyArray<{
    readonly id: string;
    readonly propose: string;
    readonly summary: Bilingual;
    readonly decision: string;
    /** The rankings it rests on. */
    readonly evidence: Proposal['evidence'];
  }>;
  readonly bulletins: readonly string[];
  readonly verdict?: StandardVerdict;
  readonly ledgerHash: string;
}

interface GateLine {
  readonly id: string;
  readonly name: string;
  readonly met: boolean | undefined;
  readonly summary: Bilingual;
}

export interface StandardVerdict {
  readonly standard: string;
  readonly verdict: string | null;
  readonly earned: number;
  readonly total: number;
}

const count = <Key extends string>(counts: Partial<Record<Key, number>>, key: Key, by = 1): void => {
  counts[key] = (counts[key] ?? 0) + by;
};

/** Adds a campaign up from its stores, as it stands. */
export async function campaignReport(id: string, services: Services): Promise<CampaignReport> {
  const context = await services.campaigns.load(id);
  const { config, head } = context;
  const messages = await messageCounts(id, services);
  return {
    campaign: { id, name: config.name, revision: head.revision, status: head.status },
    phases: await phaseLines(context, services),
    inspections: await countOf(services.inspections.all(id)),
    tasks: await taskCounts(context, services),
    ...(await ledgerCounts(id, services)),
    rankings: await newestRankings(context, services),
    outbox: { entries: await entryCounts(id, services) },
    messages,
    proposals: (await services.proposals.list(id)).map((filed) => ({
      id: filed.proposal.id,
      propose: filed.proposal.propose,
      summary: filed.proposal.summary,
      evidence: filed.proposal.evidence,
      decision: filed.status === 'decided' ? filed.decision : filed.status,
    })),
    bulletins: await services.archive.list(`bulletins/${id}/`),
    ...(await verdictOf(context, services)),
  };
}

async function countOf(things: AsyncIterable<unknown>): Promise<number> {
  let total = 0;
  for await (const _ of things) total += 1;
  return total;
}

const notYet = (name: string): Bilingual => ({ zh: `${name}：尚未考核`, en: `${name}: not yet assessed` });

async function phaseLines({ config }: CampaignContext, { progress }: Services): Promise<CampaignReport['phases']> {
  const done = await progress.done(config.id);
  const line = (gate: { id: string; name: string }): GateLine => {
    const result = done.get(`gate:${gate.id}`)?.result as GateResult | undefined;
    return { id: gate.id, name: gate.name, met: result?.met, summary: result?.summary ?? notYet(gate.name) };
  };
  return config.phases.map((phase) => ({
    name: { zh: phaseName(phase), en: phaseName(phase, 'en') },
    starts: phase.starts,
    ends: phase.ends,
    gates: phase.gates.map(line),
  }));
}

async function ledgerCounts(
  id: string,
  { ledger, clock }: Services,
): Promise<Pick<CampaignReport, 'problems' | 'escalations' | 'ledgerHash'>> {
  const problems: CampaignReport['problems'] = { total: 0, overdueNow: 0, closedLate: 0, relapses: 0, byStatus: {} };
  const byRung: Partial<Record<RungName, number>> = {};
  const heads: Array<{ id: string; head: string }> = [];
  const now = clock.now();
  for await (const { state, history } of ledger.all(id)) {
    heads.push({ id: state.id, head: history.head });
    problems.total += 1;
    count(problems.byStatus, state.status);
    for (const life of state.lives) {
      countLife(life, now, problems);
      for (const { rung } of life.decided) count(byRung, rung);
    }
  }
  const total = RUNGS.reduce((sum, rung) => sum + (byRung[rung] ?? 0), 0);
  return { problems, escalations: { total, byRung }, ledgerHash: ledgerHash(heads) };
}

function countLife(life: Life, now: Instant, problems: CampaignReport['problems']): void {
  if (life.relapse) problems.relapses += 1;
  if (!life.dropped && isOverdue(life, now)) problems[life.closedAt ? 'closedLate' : 'overdueNow'] += 1;
}

async function taskCounts(context: CampaignContext, { facts, clock }: Services): Promise<CampaignReport['tasks']> {
  const tasks = await facts.tasks(context, clock.now());
  const late = tasks.filter(({ dueAt, doneAt }) => doneAt === undefined || doneAt > dueAt);
  return { due: tasks.length, late: late.map(taskId) };
}

/** The newest over a whole window: the last days of a campaign are often too few to rank anybody. */
async function newestRankings(
  { config }: CampaignContext,
  { rankings }: Services,
): Promise<CampaignReport['rankings']> {
  const newest: Partial<Record<PeriodKind, PublishedRanking>> = {};
  for (const kind of config.ranking.periods) {
    const headers = await rankings.list(config.id, kind);
    const last = headers.findLast((header) => isWhole(header, config.timeZone)) ?? headers.at(-1);
    const ranking = last && (await rankings.latest(config.id, kind, last.period));
    if (ranking) newest[kind] = ranking;
  }
  return newest;
}

function isWhole({ kind, from, to }: Pick<PublishedRanking, 'kind' | 'from' | 'to'>, timeZone: string): boolean {
  const whole = periodAt(kind, dateOf(zoneDays(timeZone).dayAt(toMs(from))), timeZone);
  return whole.from === from && whole.to === to;
}

async function entryCounts(id: string, services: Services): Promise<CampaignReport['outbox']['entries']> {
  const counts: Partial<Record<OutboxEntry['state'], number>> = {};
  for (const { state } of await allEntries(id, services)) count(counts, state);
  return counts;
}

async function messageCounts(id: string, { outbox }: Services): Promise<CampaignReport['messages']> {
  const counts: CampaignReport['messages'] = { total: 0, parts: 0, byState: {} };
  for await (const { state, parts } of outbox.messages(id)) {
    counts.total += 1;
    counts.parts += parts;
    count(counts.byState, state);
  }
  return counts;
}

async function verdictOf(
  { config }: CampaignContext,
  { inspections }: Services,
): Promise<Pick<CampaignReport, 'verdict'>> {
  if (!config.standard) return {};
  const results: CheckpointResult[] = [];
  for await (const { inspection } of inspections.all(config.id)) {
    for (const result of inspection.results) results.push({ ...result, unit: inspection.unit, at: inspection.at });
  }
  const { verdict, earned, total } = scoreStandard(indexStandard(config.standard), results);
  return { verdict: { standard: config.standard.name, verdict, earned, total } };
}
