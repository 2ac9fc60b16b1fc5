import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import type { Told } from './problem-scenario.ts';
import { buildInspection, type TestStage } from './test-stage.ts';

type Stage = Pick<TestStage, 'services' | 'campaign'>;

/** Tells a problem of the stage's campaign a command, now. */
export async function tell({ services, campaign }: Stage, problem: string, command: Told): Promise<void> {
  const { rules } = await services.campaigns.load(campaign);
  const full = { by: 'office:wang', ...command, at: services.clock.now() } as ProblemCommand;
  await services.desk.execute(campaign, problem, full, rules);
}

/** Puts a problem right, now: filed and verified. */
export async function close(stage: Stage, problem: string): Promise<void> {
  await tell(stage, problem, { type: 'fileRectification', note: '已清理', photos: [] });
  await tell(stage, problem, { type: 'verify', pass: true });
}

/** Finds so many problems in a unit, now, and puts the first `closed` of them right at once. Returns their ids. */
export async function inspect(stage: Stage, unit: string, found: number, closed = 0): Promise<readonly string[]> {
  const at = stage.services.clock.now();
  const inspection = buildInspection(`I-${unit}-${at.replaceAll(/\D/g, '')}`, found, { unit, at });
  const { problems } = await takeIn({ campaign: stage.campaign, inspection, by: 'inspector:li' }, stage.services);
  for (const problem of problems.slice(0, closed)) await close(stage, problem);
  return problems;
}
