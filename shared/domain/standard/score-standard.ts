import { POINTS_TOLERANCE } from './check-standard.ts';
import { type CheckpointResult, type IndexedCheckpoint, type StandardIndex, shareOf } from './index-standard.ts';

/** 达标, 基本达标, 不达标. */
export type Verdict = 'met' | 'basicallyMet' | 'notMet';

/** Points of a part of the standard. */
export interface Points {
  readonly earned: number;
  /** Points of the checkpoints that were looked at. */
  readonly checked: number;
  readonly total: number;
  /** Points earned ÷ points checked × 100; null where nothing was checked. */
  readonly scorePercent: number | null;
}

export interface StandardScore extends Points {
  /** What was not checked counts as not earned. Null where the standard sets no verdict and no veto failed. */
  readonly verdict: Verdict | null;
  /** Verdicts whose points were reached, but which a mark that occurred withholds. */
  readonly withheld: ReadonlyArray<{ readonly verdict: Verdict; readonly marks: readonly string[] }>;
  /** Veto checkpoints 一票否决 that earned nothing in a unit. */
  readonly vetoes: ReadonlyArray<{
    readonly checkpoint: string;
    readonly name: string;
    readonly units: readonly string[];
  }>;
  readonly byDomain: ReadonlyArray<Points & { readonly domain: string; readonly name: string }>;
}

interface Latest {
  readonly result: CheckpointResult;
  readonly share: number;
}

/** What stands at one checkpoint: the latest result of every unit looked at. */
interface Standing {
  readonly indexed: IndexedCheckpoint;
  readonly latest: readonly Latest[];
  /** The average of the units' shares. */
  readonly share: number;
}

/**
 * Scores a standard by the latest result of each unit at each checkpoint; several units share a checkpoint's points by
 * their average. Throws a StandardError for a result that can't be scored.
 */
export function scoreStandard(index: StandardIndex, results: Iterable<CheckpointResult>): StandardScore {
  const standings = standingsOf(index, results);
  const points = pointsOf(standings, index.standard.points);
  const vetoes = failedVetoes(standings);
  const { reached, withheld } = verdicts(index, points.earned, marksIn(standings));
  return {
    ...points,
    verdict: vetoes.length > 0 ? 'notMet' : reached,
    withheld,
    vetoes,
    byDomain: index.standard.domains.map(({ id, name, points: total }) => ({
      domain: id,
      name,
      ...pointsOf(
        standings.filter(({ indexed }) => indexed.path[0] === id),
        total,
      ),
    })),
  };
}

function standingsOf(index: StandardIndex, results: Iterable<CheckpointResult>): readonly Standing[] {
  const latest = new Map<string, Map<string, Latest>>();
  for (const result of results) {
    const share = shareOf(index, result);
    const units = latest.get(result.checkpoint) ?? new Map<string, Latest>();
    latest.set(result.checkpoint, units);
    if (supersedes({ result, share }, units.get(result.unit))) units.set(result.unit, { result, share });
  }
  return [...index.checkpoints].flatMap(([id, indexed]) => {
    const standing = [...(latest.get(id)?.values() ?? [])];
    if (standing.length === 0) return [];
    return [
      { indexed, latest: standing, share: standing.reduce((sum, { share }) => sum + share, 0) / standing.length },
    ];
  });
}

/** Of two results of one moment the worse one stands, in whichever order they came in. */
function supersedes(next: Latest, before: Latest | undefined): boolean {
  if (!before || next.result.at !== before.result.at) return !before || next.result.at > before.result.at;
  if (next.share !== before.share) return next.share < before.share;
  return (next.result.mark ?? '') < (before.result.mark ?? '');
}

/** Rounded to a millionth of a point, so that 0.1 + 0.2 reads 0.3. */
const sum = (values: readonly number[]): number => Number(values.reduce((a, b) => a + b, 0).toFixed(6));

function pointsOf(standings: readonly Standing[], total: number): Points {
  const earned = sum(standings.map(({ indexed, share }) => indexed.checkpoint.points * share));
  const checked = sum(standings.map(({ indexed }) => indexed.checkpoint.points));
  return { earned, checked, total, scorePercent: checked === 0 ? null : (earned / checked) * 100 };
}

const failedVetoes = (standings: readonly Standing[]): StandardScore['vetoes'] =>
  standings.flatMap(({ indexed: { checkpoint }, latest }) => {
    const units = checkpoint.veto ? latest.filter(({ share }) => share === 0).map(({ result }) => result.unit) : [];
    return units.length === 0 ? [] : [{ checkpoint: checkpoint.id, name: checkpoint.name, units: units.sort() }];
  });

const marksIn = (standings: readonly Standing[]): ReadonlySet<string> =>
  new Set(standings.flatMap(({ latest }) => latest.flatMap(({ result }) => result.mark ?? [])));

/** The best verdict whose points are reached and whose forbidden marks did not occur. */
function verdicts(
  { standard }: StandardIndex,
  earned: number,
  marks: ReadonlySet<string>,
): { readonly reached: Verdict | null } & Pick<StandardScore, 'withheld'> {
  const ordered = (['met', 'basicallyMet'] as const).flatMap((name) =>
    standard.verdicts.filter(({ verdict, atLeast }) => verdict === name && earned >= atLeast - POINTS_TOLERANCE),
  );
  const withheld = ordered.flatMap(({ verdict, without }) => {
    const occurred = without.filter((mark) => marks.has(mark));
    return occurred.length === 0 ? [] : [{ verdict, marks: occurred }];
  });
  const best = ordered.find(({ verdict }) => !withheld.some((held) => held.verdict === verdict));
  const none = standard.verdicts.length === 0 ? null : 'notMet';
  return { reached: best?.verdict ?? none, withheld };
}
