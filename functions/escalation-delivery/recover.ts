import { attempt, type Failure, throwFailures } from '../failures.ts';
import type { Services } from '../services.ts';
import { followUp } from './follow-up.ts';

/**
 * Looks after what a dead delivery left, where nobody else can be at work: as a stage of one machine starts, whatever
 * its clock says. In the cloud each delivery does so itself, for what has been in flight for long. Throws `PartlyFailed`
 * at the end where something failed.
 */
export async function recover(
  { campaign }: { readonly campaign: string },
  services: Services,
): Promise<{ lapsed: number; unknown: number }> {
  const report = { lapsed: 0, unknown: 0 };
  const failures: Failure[] = [];
  for (const owed of await services.owed.all(campaign, failures)) {
    const fate = await attempt(`escalation ${owed.id}`, failures, () => followUp(owed, 0, services));
    if (fate?.state === 'lapsed') report.lapsed += 1;
    if (fate?.state === 'unknown') report.unknown += 1;
  }
  throwFailures(failures, report);
  return report;
}
