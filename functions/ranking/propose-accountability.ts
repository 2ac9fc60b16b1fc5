import { specialReportProposals } from '../../shared/domain/accountability/case-proposals.ts';
import { propose } from '../../shared/domain/accountability/decision.ts';
import { type Proposal, proposalsAfter } from '../../shared/domain/accountability/proposals.ts';
import { specialReportsDue } from '../../shared/domain/accountability/special-report.ts';
import { findPeriod } from '../../shared/domain/agenda/find-period.ts';
import type { PeriodKind } from '../../shared/domain/campaign/vocabulary.ts';
import type { Case } from '../../shared/domain/problem/cases.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { PublishedRanking, RankingHeader } from '../../shared/stores/ranking-book.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';

interface Closing {
  readonly campaign: string;
  readonly kind: PeriodKind;
  readonly key: string;
}

/**
 * Files what a window's ranking, seen in the row of those before it, gives cause to propose, and the special reports
 * that are due at its end. Each proposal is filed once, dated by the window's end, and stays a proposal until a named
 * person decides. Throws `UnknownPeriod`. Returns the ids that were filed just now.
 */
export async function proposeAccountability(closing: Closing, services: Services): Promise<readonly string[]> {
  const { campaign, kind, key } = closing;
  const context = await services.campaigns.load(campaign);
  const { period } = findPeriod(context.agenda, kind, key);
  const proposals: Proposal[] = [
    ...(await fromPlacings(context, closing, services)),
    ...(await fromCases(context, closing, period.to, services)),
  ];
  const filed: string[] = [];
  for (const proposal of proposals) {
    const write = services.proposals.write(campaign, propose(proposal, period.to));
    if (await tryWrite(services.items, [write])) filed.push(proposal.id);
  }
  return filed;
}

async function fromPlacings({ config }: CampaignContext, closing: Closing, services: Services): Promise<Proposal[]> {
  if (!config.accountability.some((rule) => rule.period === closing.kind)) return [];
  return proposalsAfter(await seriesUpTo(closing, services), config.accountability, config.units);
}

/** The rankings up to this one, oldest first, each as it stands after its corrections. */
async function seriesUpTo({ campaign, kind, key }: Closing, { rankings }: Services): Promise<PublishedRanking[]> {
  const latest = new Map<string, RankingHeader>();
  for (const header of await rankings.list(campaign, kind)) {
    const before = latest.get(header.period);
    if (!before || (before.correction?.number ?? 0) < (header.correction?.number ?? 0))
      latest.set(header.period, header);
  }
  const last = latest.get(key);
  if (!last) throw new Error(`the ranking ${kind} ${key} is not published yet; compute it first`);
  const series: PublishedRanking[] = [];
  for (const { period, from, correction } of latest.values()) {
    if (from > last.from) continue;
    const ranking = await rankings.load(campaign, kind, period, correction?.number);
    if (ranking) series.push(ranking);
  }
  return series.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

async function fromCases({ config }: CampaignContext, { key }: Closing, end: string, services: Services) {
  const rule = config.ladder.specialReport;
  if (!rule) return [];
  const cases: Case[] = [];
  await services.facts.ledger(config.id, end, { case: (item) => void (item.dueAt !== null && cases.push(item)) });
  const filed = await services.proposals.list(config.id);
  const reported = filed.flatMap(({ proposal }) =>
    proposal.rule === 'specialReport' && 'cases' in proposal ? proposal.cases : [],
  );
  return specialReportProposals(specialReportsDue(cases, rule, end, new Set(reported)), rule, key, config.units);
}
