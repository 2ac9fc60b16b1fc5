import type { LedgerRecord } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import { PLAUSIBLE } from '../../../functions/ledger-import/ledger/row-times.ts';
import { rankPeriod } from '../../../functions/ranking/rank-period.ts';
import type { Services } from '../../../functions/services.ts';
import { type Period, periodAt } from '../../../shared/domain/agenda/period.ts';
import { dateOf, dayNumber, zoneDays } from '../../../shared/domain/calendar/zone-days.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { PeriodKind } from '../../../shared/domain/campaign/vocabulary.ts';
import { type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import type { RankingDocument } from '../../../shared/domain/ranking/ranking-document.ts';
import type { CampaignContext } from '../../../shared/stores/campaign-context.ts';
import { createCampaignFacts } from '../../../shared/stores/campaign-facts.ts';
import type { ProblemLedger } from '../../../shared/stores/problem-ledger.ts';

const KINDS = ['weekly', 'monthly'] as const satisfies readonly PeriodKind[];

/** A slip of the pen in one report's year, which is flagged, must not call for the rankings of a thousand years. */
const EARLIEST = toInstant(PLAUSIBLE.from);

/** The weeks and months, whole, from the first report since 1990 on that had ended by `asOf`. */
export function closedPeriods(campaign: Campaign, records: readonly LedgerRecord[], asOf: Instant): Period[] {
  const first = records.reduce(
    (least, { reportedAt }) => (reportedAt < least && reportedAt >= EARLIEST ? reportedAt : least),
    asOf,
  );
  return KINDS.flatMap((kind) => {
    const zone = zoneDays(campaign.timeZone);
    const periods: Period[] = [];
    for (let day = dateOf(zone.dayAt(toMs(first))); ; ) {
      const period = periodAt(kind, day, campaign.timeZone);
      if (period.to > asOf) return periods;
      periods.push(period);
      day = dateOf(dayNumber(period.lastDay) + 1);
    }
  });
}

/** The ledger read once: a replay ranks hundreds of windows over the same histories. */
async function remembered(ledger: ProblemLedger, campaign: string): Promise<ProblemLedger> {
  const pages = await Array.fromAsync(ledger.histories(campaign));
  return {
    ...ledger,
    async *histories() {
      yield* pages;
    },
  };
}

/** Ranks windows one after the other, each by what was known at its end. */
export async function rankReplay(
  services: Services,
  context: CampaignContext,
  periods: readonly Period[],
  take: (document: RankingDocument, done: number) => Promise<void>,
): Promise<void> {
  const ledger = await remembered(services.ledger, context.config.id);
  const facts = createCampaignFacts(ledger, services.inspections, services.progress);
  for (const [index, period] of periods.entries()) {
    const previous = periods[index - 1];
    const before = previous?.kind === period.kind ? previous : undefined;
    await take(await rankPeriod(context, { period, previous: before }, { facts, clock: services.clock }), index + 1);
  }
}
