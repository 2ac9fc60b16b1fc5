import type { Period } from '../../shared/domain/agenda/period.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Case } from '../../shared/domain/problem/cases.ts';
import { createRanking } from '../../shared/domain/ranking/rank.ts';
import type { RankingDocument } from '../../shared/domain/ranking/ranking-document.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';

type Ranked = Pick<Period, 'kind' | 'key' | 'from' | 'to'>;

interface LateAppeals {
  readonly until: Instant;
  readonly take: (item: Case) => void;
}

/** Computes the ranking of one window; with `appeals`, cases upheld later, up to that instant, are left out too. */
export async function rankPeriod(
  context: CampaignContext,
  { period, previous }: { readonly period: Ranked; readonly previous?: Ranked | undefined },
  { facts, clock }: Pick<Services, 'facts' | 'clock'>,
  appeals?: LateAppeals,
): Promise<RankingDocument> {
  const { config, rules } = context;
  const run = createRanking({
    period,
    ...(previous && { previous }),
    leagues: config.leagues,
    units: config.units,
    ranking: config.ranking,
    ruleSet: rules.ruleSet,
  });
  const visit = { case: run.add, ...(appeals && { upheldLate: appeals.take }) };
  const { ledgerHash } = await facts.ledger(config.id, period.to, visit, appeals?.until);
  for (const inspection of await facts.inspections(context, period.to)) run.addInspection(inspection);
  for (const task of await facts.tasks(context, period.to)) run.addTask(task);
  return run.result({ ledgerHash, computedAt: clock.now() });
}
