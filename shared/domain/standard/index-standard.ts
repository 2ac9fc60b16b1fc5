import type { Bilingual } from '../bilingual.ts';
import type { Instant } from '../instant.ts';
import { nearest } from '../nearest.ts';
import type { Checkpoint, Standard } from './standard-schema.ts';
import { standardNodes } from './standard-tree.ts';

export interface IndexedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Ids from the domain down to the checkpoint itself. */
  readonly path: readonly string[];
}

/** A standard with its checkpoints by id. */
export interface StandardIndex {
  readonly standard: Standard;
  readonly checkpoints: ReadonlyMap<string, IndexedCheckpoint>;
}

/** Finds the checkpoints of a standard by id; build it once and keep it. */
export function indexStandard(standard: Standard): StandardIndex {
  const found = standardNodes(standard).flatMap(({ id, ids, checkpoint }): [string, IndexedCheckpoint][] =>
    checkpoint ? [[id, { checkpoint, path: ids }]] : [],
  );
  return { standard, checkpoints: new Map(found) };
}

/** What an inspector wrote at one checkpoint in one unit: a mark, or points, or a mark beside points that say how many. */
export interface CheckpointResult {
  readonly checkpoint: string;
  readonly unit: string;
  readonly at: Instant;
  readonly mark?: string;
  readonly points?: number;
}

/** A result that the standard can't score; the message says what it could. */
export class StandardError extends Error {
  readonly reason: 'unknownCheckpoint' | 'unknownMark' | 'pointsOutOfRange' | 'nothingGiven';
  readonly text: Bilingual;
  constructor(reason: StandardError['reason'], text: Bilingual) {
    super(text.en);
    this.name = 'StandardError';
    this.reason = reason;
    this.text = text;
  }
}

/** The checkpoint of that id. Throws a StandardError that names the nearest one. */
export function checkpointOf({ standard, checkpoints }: StandardIndex, id: string): IndexedCheckpoint {
  const found = checkpoints.get(id);
  if (found) return found;
  const meant = nearest(id, checkpoints.keys());
  throw new StandardError('unknownCheckpoint', {
    zh: `“${standard.name}”里没有考核点“${id}”${meant ? `，是否指“${meant}”？` : '，请核对编号'}`,
    en: `"${standard.name}" has no checkpoint "${id}"; ${meant ? `did you mean "${meant}"?` : 'check its id'}`,
  });
}

/** The share of a checkpoint's points that a result earns, 0 to 1. Throws a StandardError for what can't be scored. */
export function shareOf(index: StandardIndex, result: CheckpointResult): number {
  const { checkpoint } = checkpointOf(index, result.checkpoint);
  const marked = result.mark === undefined ? undefined : shareOfMark(index.standard, result.mark);
  const share = result.points === undefined ? marked : shareOfPoints(checkpoint, result.points);
  if (share !== undefined) return share;
  throw new StandardError('nothingGiven', {
    zh: `考核点“${result.checkpoint}”既没有等次也没有分数，请写 mark 或 points`,
    en: `the checkpoint "${result.checkpoint}" has neither a mark nor points; give one of them`,
  });
}

function shareOfMark({ marks }: Standard, mark: string): number {
  const share = Object.hasOwn(marks, mark) ? marks[mark] : undefined;
  if (share !== undefined) return share;
  const known = Object.keys(marks);
  const meant = nearest(mark, known);
  throw new StandardError('unknownMark', {
    zh: `没有“${mark}”这个等次，${meant ? `是否指“${meant}”？` : `可用：${known.join('、')}`}`,
    en: `there is no mark "${mark}"; ${meant ? `did you mean "${meant}"?` : `allowed: ${known.join(', ')}`}`,
  });
}

function shareOfPoints({ id, points: most }: Checkpoint, points: number): number {
  if (points >= 0 && points <= most) return points / most;
  throw new StandardError('pointsOutOfRange', {
    zh: `考核点“${id}”得 ${points} 分超出范围，应为 0 至 ${most}`,
    en: `${points} points at the checkpoint "${id}" are out of range; give 0 to ${most}`,
  });
}
