import { createHash } from 'node:crypto';
import { documentText } from '../../shared/domain/ranking/ledger-hash.ts';
import type {
  LeagueRanking,
  RankedEntry,
  RankedMeasure,
  RankingDocument,
} from '../../shared/domain/ranking/ranking-document.ts';
import type {
  Correction,
  MeasureNumbers,
  PublishedEntry,
  PublishedLeague,
  PublishedRanking,
} from '../../shared/stores/ranking-book.ts';
import type { Services } from '../services.ts';

/**
 * A ranking as the archive keeps it, with every case behind its numbers. When it was computed is not in it: computed
 * again, the same facts must give the same bytes.
 */
export type ArchivedRanking = Omit<RankingDocument, 'computedAt'> & { readonly correction?: Correction };

type Named = Pick<RankingDocument, 'kind' | 'period'>;

/** Where the archive keeps a ranking or, from number 1 on, one of its corrections. */
export const rankingPath = (campaign: string, { kind, period }: Named, correction = 0): string =>
  `rankings/${campaign}/${kind}/${period}${correction ? `.c${correction}` : ''}.json`;

/** Puts a ranking into the archive, where it never changes. */
export async function archiveRanking(
  campaign: string,
  { computedAt: _late, ...facts }: RankingDocument,
  { archive, clock }: Pick<Services, 'archive' | 'clock'>,
  correction?: Correction,
): Promise<PublishedRanking> {
  const document: ArchivedRanking = correction ? { correction, ...facts } : facts;
  const bytes = Buffer.from(documentText(document));
  const path = rankingPath(campaign, document, correction?.number);
  await archive.put(path, bytes);
  return published(campaign, document, { path, bytes, computedAt: clock.now() });
}

/** A ranking that reached the archive before a crash kept it from the book; undefined where there is none. */
export async function archivedRanking(
  campaign: string,
  named: Named,
  { archive, clock }: Pick<Services, 'archive' | 'clock'>,
  correction?: number,
): Promise<PublishedRanking | undefined> {
  const path = rankingPath(campaign, named, correction);
  const bytes = await archive.get(path);
  if (!bytes) return undefined;
  const document: ArchivedRanking = JSON.parse(Buffer.from(bytes).toString());
  return published(campaign, document, { path, bytes, computedAt: clock.now() });
}

function published(
  campaign: string,
  document: ArchivedRanking,
  { path, bytes, computedAt }: { readonly path: string; readonly bytes: Uint8Array; readonly computedAt: string },
): PublishedRanking {
  const { kind, period, from, to, cutoff, ruleSet, ledgerHash, correction } = document;
  return {
    ...{ campaign, kind, period, from, to, cutoff, computedAt, ruleSet, ledgerHash },
    leagues: document.leagues.map(withoutCases),
    ...(correction && { correction }),
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

const withoutCases = ({ entries, unranked, ...league }: LeagueRanking): PublishedLeague => ({
  ...league,
  entries: entries.map(publishedEntry),
  unranked: unranked.map(({ measures: _measures, ...unit }) => unit),
});

const publishedEntry = ({ measures, deductions, ...entry }: RankedEntry): PublishedEntry => ({
  ...entry,
  deductions: deductions.map(({ cases: _cases, ...line }) => line),
  measures: Object.fromEntries(Object.entries(measures).map(([key, measure]) => [key, numbers(measure)])),
});

const numbers = ({ numerator, denominator, excluded, value }: RankedMeasure): MeasureNumbers => ({
  numerator,
  denominator,
  excluded,
  value,
});
