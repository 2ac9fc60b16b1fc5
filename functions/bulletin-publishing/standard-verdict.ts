import type { BulletinNumber } from '../../shared/domain/bulletin/bulletin.ts';
import type { Window } from '../../shared/domain/measures/measure.ts';
import {
  type CheckpointResult,
  indexStandard,
  StandardError,
  type StandardIndex,
  shareOf,
} from '../../shared/domain/standard/index-standard.ts';
import { type StandardScore, scoreStandard, type Verdict } from '../../shared/domain/standard/score-standard.ts';
import type { Standard } from '../../shared/domain/standard/standard-schema.ts';
import type { Services } from '../services.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = { met: '达标', basicallyMet: '基本达标', notMet: '未达标' };

/** The standard's verdict at the end of a window, as numbers of a bulletin; none where the campaign has no standard. */
export async function verdictNumbers(
  standard: Standard | undefined,
  window: Window,
  services: Services,
  campaign: string,
): Promise<BulletinNumber[]> {
  if (!standard) return [];
  const index = indexStandard(standard);
  const score = scoreStandard(index, await resultsUntil(index, window.to, services, campaign));
  return [verdictNumber(standard, score, window)];
}

/** What inspections that had come in by then wrote; what the standard can no longer score says nothing. */
async function resultsUntil(
  index: StandardIndex,
  end: string,
  { inspections }: Services,
  campaign: string,
): Promise<CheckpointResult[]> {
  const results: CheckpointResult[] = [];
  for await (const { inspection, receivedAt } of inspections.all(campaign)) {
    if (receivedAt >= end) continue;
    const { unit, at } = inspection;
    for (const result of inspection.results)
      if (isScorable(index, { ...result, unit, at })) results.push({ ...result, unit, at });
  }
  return results;
}

function isScorable(index: StandardIndex, result: CheckpointResult): boolean {
  try {
    return shareOf(index, result) >= 0;
  } catch (error) {
    if (error instanceof StandardError) return false;
    throw error;
  }
}

function verdictNumber({ name, points }: Standard, score: StandardScore, window: Window): BulletinNumber {
  const { verdict, earned, checked, vetoes } = score;
  const vetoed = vetoes.map((veto) => veto.name).join('、');
  return {
    key: 'standardVerdict',
    title: `${name}总评`,
    titleEn: `verdict by ${name}`,
    text: verdict ? VERDICTS[verdict] : `${earned}分`,
    value: earned,
    numerator: earned,
    denominator: points,
    excluded: 0,
    exclusions: { parked: 0, upheld: 0 },
    basis: `得${earned}分，满分${points}分，已检${checked}分${vetoed ? `；一票否决：${vetoed}` : ''}`,
    window,
    formula: '各考核点最近一次检查得分之和，未检查的不得分',
    formulaEn: 'the latest points of each checkpoint, summed; what was not checked earns nothing',
  };
}
