import { findPeriod } from '../../shared/domain/agenda/find-period.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { caseId, within } from '../../shared/domain/measures/measure.ts';
import { type Case, casesOf } from '../../shared/domain/problem/cases.ts';
import { type History, historyBefore, stateOf } from '../../shared/domain/problem/history.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { PublishedRanking, RankingHeader } from '../../shared/stores/ranking-book.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';
import { archivedRanking, archiveRanking } from './archive-ranking.ts';
import { rankPeriod } from './rank-period.ts';

/** How often a correction is tried anew after another one took its number. */
const TRIES = 5;

/**
 * After an appeal is upheld 申诉成立, computes anew each published ranking that had counted the case against its unit. A
 * published ranking stays as it is; the correction has a number of its own and says why it was made. Calling it again
 * makes no second one.
 */
export async function correctRankings(
  { campaign, problem, by }: { readonly campaign: string; readonly problem: string; readonly by: string },
  services: Services,
): Promise<readonly PublishedRanking[]> {
  const context = await services.campaigns.load(campaign);
  const loaded = await services.ledger.load(campaign, problem);
  const upheldAt = loaded?.history.events.findLast(({ type }) => type === 'AppealUpheld')?.at;
  if (!loaded || upheldAt === undefined) return [];
  const corrections: PublishedRanking[] = [];
  for (const kind of context.config.ranking.periods) {
    for (const ranking of await services.rankings.list(campaign, kind)) {
      const counted = ranking.correction ? undefined : countedCase(loaded.history, ranking, upheldAt);
      const correction = counted && (await correct(context, ranking, { counted, upheldAt, by }, services));
      if (correction) corrections.push(correction);
    }
  }
  return corrections;
}

/** The upheld case as a ranking had counted it; undefined where it had not, or had left it out already. */
function countedCase(history: History, { from, to }: RankingHeader, upheldAt: Instant): Case | undefined {
  const known = historyBefore(history, to);
  if (upheldAt < to || known.events.length === 0) return undefined;
  const life = stateOf(historyBefore(history, upheldAt)).lives.length;
  const item = casesOf(stateOf(known)).find((one) => one.life === life);
  return item && within({ from, to }, item.dueAt) ? item : undefined;
}

interface Upheld {
  readonly counted: Case;
  readonly upheldAt: Instant;
  readonly by: string;
}

/** Makes the next correction of a ranking, unless one of its corrections has the case already. */
async function correct(
  context: CampaignContext,
  original: RankingHeader,
  upheld: Upheld,
  services: Services,
): Promise<PublishedRanking | undefined> {
  const { campaign, kind, period } = original;
  for (let tries = 1; tries <= TRIES; tries++) {
    const listed = await services.rankings.list(campaign, kind);
    const before = listed.filter((one) => one.period === period && one.correction);
    if (before.some(({ correction }) => correction?.appeals.includes(caseId(upheld.counted)))) return undefined;
    const number = before.length + 1;
    // One that a crash kept from the book keeps its number, and the case gets the next where it does not hold it.
    const stranded = await archivedRanking(campaign, original, services, number);
    const ranking = stranded ?? (await compute(context, original, number, upheld, services));
    const written = await tryWrite(services.items, services.rankings.write(ranking));
    if (written && ranking.correction?.appeals.includes(caseId(upheld.counted))) return ranking;
  }
  throw new Error(
    `the ranking ${kind} ${period} was corrected ${TRIES} times meanwhile; uphold the appeal again later`,
  );
}

async function compute(
  context: CampaignContext,
  original: RankingHeader,
  number: number,
  { upheldAt, by }: Upheld,
  services: Services,
): Promise<PublishedRanking> {
  const { campaign, kind, period, from, to } = original;
  const appeals: string[] = [];
  const take = (item: Case) => {
    if (within({ from, to }, item.dueAt)) appeals.push(caseId(item));
  };
  const { previous } = findPeriod(context.agenda, kind, period);
  const window = { period: { kind, key: period, from, to }, previous };
  const document = await rankPeriod(context, window, services, { until: upheldAt, take });
  const list = appeals.toSorted();
  const reason = `申诉成立，不计入：${list.join('、')} / appeals upheld, left out: ${list.join(', ')}`;
  const correction = { number, reason, by, appeals: list, appealsUntil: upheldAt, corrects: original.sha256 };
  return archiveRanking(campaign, document, services, correction);
}
