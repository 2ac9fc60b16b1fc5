import type { SeenHead } from './campaign-sight.ts';
import { attempt, type Failure, throwFailures } from './failures.ts';
import type { Services } from './services.ts';

/**
 * Does the same for every running campaign, or for the one that is named, and goes on with the others where one fails.
 * Each is handed on as it was listed, and when: the one behind others that took long may have ended since. Answers with
 * their reports by campaign; throws `PartlyFailed` with these at the end.
 */
export async function eachCampaign<Report extends object>(
  only: string | undefined,
  { registry, clock }: Pick<Services, 'registry' | 'clock'>,
  work: (seen: SeenHead) => Promise<Report>,
): Promise<Readonly<Record<string, Report>>> {
  const reports: Record<string, Report> = {};
  const failures: Failure[] = [];
  const at = clock.now();
  for (const head of await registry.list()) {
    if (only === undefined ? head.status !== 'running' : head.id !== only) continue;
    const report = await attempt(`campaign ${head.id}`, failures, () => work({ head, at }));
    if (report) reports[head.id] = report;
  }
  throwFailures(failures, reports);
  return reports;
}
