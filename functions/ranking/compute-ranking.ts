import { findPeriod } from '../../shared/domain/agenda/find-period.ts';
import type { Period } from '../../shared/domain/agenda/period.ts';
import type { PeriodKind } from '../../shared/domain/campaign/vocabulary.ts';
import type { PublishedRanking } from '../../shared/stores/ranking-book.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';
import { archivedRanking, archiveRanking } from './archive-ranking.ts';
import { rankPeriod } from './rank-period.ts';

/** The window came to its end later than now, so its facts are not all known. */
export class PeriodStillOpen extends Error {
  constructor({ key, to }: Period) {
    super(`the window ${key} closes at ${to}; rank it then`);
    this.name = 'PeriodStillOpen';
  }
}

/**
 * Ranks one window of a campaign by the facts known at its end and publishes the result: the whole document into the
 * archive, the numbers into the ranking book. A ranking that is published is returned as it stands, and computed after
 * an outage it is the same to the byte. Throws `UnknownPeriod` and `PeriodStillOpen`.
 */
export async function computeRanking(
  { campaign, kind, key }: { readonly campaign: string; readonly kind: PeriodKind; readonly key: string },
  services: Services,
): Promise<PublishedRanking> {
  const published = await services.rankings.load(campaign, kind, key);
  if (published) return published;
  const context = await services.campaigns.load(campaign);
  const window = findPeriod(context.agenda, kind, key);
  if (window.period.to > services.clock.now()) throw new PeriodStillOpen(window.period);
  const ranking =
    (await archivedRanking(campaign, { kind, period: key }, services)) ??
    (await archiveRanking(campaign, await rankPeriod(context, window, services), services));
  await tryWrite(services.items, services.rankings.write(ranking));
  return ranking;
}
