import type { PeriodKind } from '../domain/campaign/vocabulary.ts';
import type { Instant } from '../domain/instant.ts';
import type { LeagueRanking, RankedEntry, RankedMeasure, RankingDocument } from '../domain/ranking/ranking-document.ts';
import type { Item, ItemKey, ItemStore, WriteAction } from '../ports.ts';
import { allItems } from './pages.ts';

/** A measure as a number with its base; the cases behind it stand in the archived document. */
export type MeasureNumbers = Pick<RankedMeasure, 'numerator' | 'denominator' | 'excluded' | 'value'>;

export interface PublishedEntry extends Omit<RankedEntry, 'measures' | 'deductions'> {
  readonly deductions: ReadonlyArray<Omit<RankedEntry['deductions'][number], 'cases'>>;
  readonly measures: Readonly<Record<string, MeasureNumbers>>;
}

export interface PublishedLeague extends Omit<LeagueRanking, 'entries' | 'unranked'> {
  readonly entries: readonly PublishedEntry[];
  readonly unranked: ReadonlyArray<Omit<LeagueRanking['unranked'][number], 'measures'>>;
}

/** Why a published ranking was computed anew; the published one itself stays as it is. */
export interface Correction {
  /** 1 for the first. */
  readonly number: number;
  readonly reason: string;
  readonly by: string;
  /** Cases left out because their appeals were upheld after the cut-off, up to and including this instant. */
  readonly appeals: readonly string[];
  readonly appealsUntil: Instant;
  /** SHA-256 of the ranking as first published. */
  readonly corrects: string;
}

/** A ranking as published, without the cases behind its numbers. */
export interface PublishedRanking
  extends Pick<
    RankingDocument,
    'kind' | 'period' | 'from' | 'to' | 'cutoff' | 'computedAt' | 'ruleSet' | 'ledgerHash'
  > {
  readonly campaign: string;
  readonly leagues: readonly PublishedLeague[];
  readonly correction?: Correction;
  /** Where the archive keeps the whole document, and its SHA-256. */
  readonly path: string;
  readonly sha256: string;
}

/** A ranking without its entries, for lists. */
export interface RankingHeader extends Omit<PublishedRanking, 'leagues'> {
  readonly leagues: ReadonlyArray<Omit<PublishedLeague, 'entries'>>;
}

type Placed = PublishedEntry & { readonly league: string };

/** So many entries stand in one item: even with eleven measures they stay far below its largest size. */
const ENTRIES = 150;

const headers = (campaign: string, kind: PeriodKind): string => `RANKING#${campaign}#${kind}`;
const entries = (campaign: string, kind: PeriodKind, name: string): string => `RANKED#${campaign}#${kind}#${name}`;
const nameOf = (period: string, correction = 0): string => (correction ? `${period}.c${correction}` : period);

/** All rankings a campaign has published, each written once. */
export interface RankingBook {
  /** `correction` 0 is the ranking as first published. */
  load(campaign: string, kind: PeriodKind, period: string, correction?: number): Promise<PublishedRanking | undefined>;
  /** The ranking as it stands after its corrections. */
  latest(campaign: string, kind: PeriodKind, period: string): Promise<PublishedRanking | undefined>;
  /** In order of their periods, corrections behind what they correct. */
  list(campaign: string, kind: PeriodKind): Promise<readonly RankingHeader[]>;
  /** One write together with whatever belongs to it; fails where the ranking is published already. */
  write(ranking: PublishedRanking): WriteAction[];
}

function chunks(ranking: PublishedRanking): WriteAction[] {
  const placed: Placed[] = ranking.leagues.flatMap(({ league, entries }) =>
    entries.map((entry) => ({ ...entry, league })),
  );
  const pk = entries(ranking.campaign, ranking.kind, nameOf(ranking.period, ranking.correction?.number));
  return Array.from({ length: Math.ceil(placed.length / ENTRIES) }, (_, index) => ({
    put: {
      pk,
      sk: String(index).padStart(4, '0'),
      body: { entries: placed.slice(index * ENTRIES, (index + 1) * ENTRIES) },
    },
    when: 'absent' as const,
  }));
}

const headerOf = ({ leagues, ...rest }: PublishedRanking): RankingHeader => ({
  ...rest,
  leagues: leagues.map(({ entries: _entries, ...league }) => league),
});

/** The rankings of campaigns on any item store. */
export function createRankingBook(items: ItemStore): RankingBook {
  const list = async (campaign: string, kind: PeriodKind, range: { from?: string; to?: string } = {}) => {
    const found: RankingHeader[] = [];
    for await (const item of allItems<RankingHeader>(items, 'main', headers(campaign, kind), range))
      found.push(item.body);
    return found;
  };
  const withEntries = async ({ leagues, ...header }: RankingHeader): Promise<PublishedRanking> => {
    const placed: Placed[] = [];
    const pk = entries(header.campaign, header.kind, nameOf(header.period, header.correction?.number));
    for await (const { body } of allItems<{ entries: Placed[] }>(items, 'main', pk)) placed.push(...body.entries);
    return { ...header, leagues: leagues.map((league) => ({ ...league, entries: ofLeague(placed, league.league) })) };
  };
  return {
    async load(campaign, kind, period, correction) {
      const key: ItemKey = { pk: headers(campaign, kind), sk: nameOf(period, correction) };
      const item: Item<RankingHeader> | undefined = await items.get(key);
      return item && withEntries(item.body);
    },
    async latest(campaign, kind, period) {
      const found = await list(campaign, kind, { from: period, to: `${period}/` });
      const last = found.toSorted((a, b) => (a.correction?.number ?? 0) - (b.correction?.number ?? 0)).at(-1);
      return last && withEntries(last);
    },
    list: (campaign, kind) => list(campaign, kind),
    write: (ranking) => [
      {
        put: {
          pk: headers(ranking.campaign, ranking.kind),
          sk: nameOf(ranking.period, ranking.correction?.number),
          body: headerOf(ranking),
        },
        when: 'absent',
      },
      ...chunks(ranking),
    ],
  };
}

const ofLeague = (placed: readonly Placed[], league: string): PublishedEntry[] =>
  placed.filter((entry) => entry.league === league).map(({ league: _league, ...entry }) => entry);
