import type { InspectionSource } from '../../../shared/domain/campaign/vocabulary.ts';
import type { Inspection } from '../../../shared/domain/inspection/inspection-schema.ts';
import { toInstant } from '../../../shared/domain/instant.ts';
import type { Checkpoint } from '../../../shared/domain/standard/standard-schema.ts';
import { checkpointsOf } from './checkpoints.ts';
import { findingsOf } from './findings.ts';
import { acceptanceDay } from './full-checks.ts';
import { expectedShare, markOf, marksOf, reached } from './marks.ts';
import { progressOn } from './timetable.ts';
import { isReport, type Visit } from './visits.ts';
import { diligenceOf, type World } from './world.ts';

const TEAMS = ['督查一组', '督查二组', '督查三组', '督查四组', '督查五组', '督查六组'] as const;
const DESKS: Partial<Record<InspectionSource, string>> = {
  hotline: '热线平台',
  mayorHotline: '市长热线',
  media: '媒体监督',
  patrol: '巡查中队',
  public: '群众举报',
  self: '自查小组',
};
const MINUTE_MS = 60_000;
/** A visit has three to six checkpoints on its form. */
const FEWEST_CHECKPOINTS = 3;
const MORE_CHECKPOINTS = 3;

/** The whole inspection of a visit; the same whenever it is asked for. */
export function inspectionOf(visit: Visit, world: World): { readonly inspection: Inspection; readonly by: string } {
  const random = world.draws('inspection', visit.id);
  const team = random.int(1, TEAMS.length);
  const desk = DESKS[visit.source];
  const results = resultsOf(visit, world);
  const inspection: Inspection = {
    id: visit.id,
    unit: visit.unit.id,
    source: visit.source,
    at: toInstant(visit.arrives - random.int(1, 9) * MINUTE_MS),
    inspector: desk ?? TEAMS[team - 1] ?? TEAMS[0],
    findings: findingsOf(visit, failedOf(results, world), world),
    results: [...results],
  };
  return { inspection, by: desk ? `inspector:${visit.source}` : `inspector:team-${team}` };
}

interface Result {
  readonly checkpoint: string;
  readonly mark: string;
}

function resultsOf(visit: Visit, world: World): readonly Result[] {
  const share = shareAt(visit, world);
  return checkpointsOn(visit, world).flatMap((checkpoint) => {
    const mark = markOf(checkpoint, share, world);
    return mark === undefined ? [] : [{ checkpoint: checkpoint.id, mark }];
  });
}

/** On an ordinary visit a diligent unit does better than the county, a laggard worse. */
function shareAt(visit: Visit, world: World): number {
  if (visit.full?.kind === 'acceptance') return reached(world);
  const share = expectedShare(progressOn(visit.date, world), world);
  if (visit.full) return share;
  return Math.min(1, Math.max(0.2, share + (diligenceOf(world, visit.unit.id) - 0.7) * 0.25));
}

/** From the day of the acceptance on its marks stand, so nothing else is marked. */
function checkpointsOn(visit: Visit, world: World): readonly Checkpoint[] {
  const all = checkpointsOf(visit.unit.id, world);
  if (visit.full || all.length === 0) return all;
  if (isReport(visit.source) || visit.date >= acceptanceDay(world)) return [];
  const random = world.draws('checkpoints', visit.id);
  const count = FEWEST_CHECKPOINTS + random.int(0, MORE_CHECKPOINTS);
  return [...new Set(Array.from({ length: count }, () => random.pick(all)))];
}

function failedOf(results: readonly Result[], world: World): readonly Checkpoint[] {
  const worst = marksOf(world).at(-1)?.[0];
  return results.flatMap(({ checkpoint, mark }) => {
    const failed = mark === worst && world.context.checkpoints.get(checkpoint);
    return failed ? [failed] : [];
  });
}
