import type { Bilingual } from '../bilingual.ts';
import type { Placing, RankedEntry } from './ranking-document.ts';

/** Competition ranks 1-2-2-4 of a list in its final order, where `isTie` tells neighbours that share a place. */
export function competitionRanks<T>(sorted: readonly T[], isTie: (a: T, b: T) => boolean): number[] {
  const ranks: number[] = [];
  sorted.forEach((item, index) => {
    const before = sorted[index - 1];
    ranks.push(before !== undefined && isTie(before, item) ? (ranks[index - 1] ?? 1) : index + 1);
  });
  return ranks;
}

export interface Bottom<Entry> {
  readonly units: readonly Entry[];
  /** Why nobody is at the bottom of this league. */
  readonly note?: Bilingual;
}

/**
 * The last n of a league: whoever shares the n-th last place belongs to them. Nobody does where no more than n units were
 * ranked, since the last n would be everybody, nor does a unit that shares the first place.
 */
export function bottomOf<Entry extends { readonly rank: number }>(entries: readonly Entry[], n: number): Bottom<Entry> {
  if (n >= entries.length) {
    const count = entries.length;
    return {
      units: [],
      note: {
        zh: `本组参加排名 ${count} 家，不多于后 ${n} 名之数，不列后 ${n} 名`,
        en: `${count} ranked in this league, no more than the last ${n} to be named: nobody is`,
      },
    };
  }
  const limit = entries.at(-n)?.rank ?? 1;
  return { units: entries.filter(({ rank }) => rank >= limit && rank > 1) };
}

/**
 * Red flags for the first places, ties included, never for a vetoed unit; yellow flags for the last ones by the rule of
 * `bottomOf`. A unit that stands in both gets the red one alone.
 */
export function flagsOf(entries: readonly RankedEntry[], count: { readonly red: number; readonly yellow: number }) {
  const red = entries.filter(({ rank, vetoes }) => rank <= count.red && vetoes.length === 0);
  const yellow = count.yellow > 0 ? bottomOf(entries, count.yellow).units.filter((entry) => !red.includes(entry)) : [];
  return { red, yellow };
}

interface LinkedUnit {
  readonly id: string;
  readonly linkedTo: readonly string[];
}

/** For each unit, those tied to it that share its reward and penalty (包保, 同奖同罚), by id. */
export function sharers(units: Iterable<LinkedUnit>): ReadonlyMap<string, readonly string[]> {
  const bySharedUnit = new Map<string, string[]>();
  for (const { id, linkedTo } of units) {
    for (const target of linkedTo) bySharedUnit.set(target, [...(bySharedUnit.get(target) ?? []), id].toSorted());
  }
  return bySharedUnit;
}

/** An entry cut down to its placing, with the units that share it. */
export const placingOf = (entry: RankedEntry, shared: ReadonlyMap<string, readonly string[]>): Placing => ({
  unit: entry.unit,
  name: entry.name,
  rank: entry.rank,
  score: entry.score,
  scoreText: entry.scoreText,
  sharedBy: shared.get(entry.unit) ?? [],
});
