import type { InspectionFact } from '../measures/measure.ts';
import type { Checkpoint, Standard } from '../standard/standard-schema.ts';
import type { Inspection } from './inspection-schema.ts';

type Result = Inspection['results'][number];

/** The points a result gives; undefined for a mark that the standard doesn't have, which says nothing. */
function earnedBy(result: Result, checkpoint: Checkpoint, marks: Standard['marks']): number | undefined {
  if ('points' in result) return Math.min(result.points, checkpoint.points);
  const share = marks[result.mark];
  return share === undefined ? undefined : share * checkpoint.points;
}

/** An inspection as measures count it: points given and looked at, and the veto checkpoints that earned nothing. */
export function inspectionFact(
  { id, unit, at, results }: Inspection,
  checkpoints: ReadonlyMap<string, Checkpoint>,
  marks: Standard['marks'],
): InspectionFact {
  let [earned, checked] = [0, 0];
  const vetoes: string[] = [];
  for (const result of results) {
    const checkpoint = checkpoints.get(result.checkpoint);
    const points = checkpoint && earnedBy(result, checkpoint, marks);
    if (!checkpoint || points === undefined) continue;
    earned += points;
    checked += checkpoint.points;
    if (checkpoint.veto && points === 0) vetoes.push(checkpoint.id);
  }
  return { id, unit, at, earned, checked, vetoes };
}
