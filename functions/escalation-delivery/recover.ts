import { type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Services } from '../services.ts';
import { takeApart } from './take-apart.ts';

/**
 * Looks after messages that a dead delivery left in flight: those from before `olderThanMs` ago or, where nobody else can
 * be at work, all of them, whatever the clock says. Of one that was only gathering it is certain that nothing was sent,
 * so it is taken apart and its escalations wait for a delivery that looks at them again, as the hour and what was solved
 * meanwhile may speak against sending. One that was handed to the carrier becomes `unknown`, for the office to see, and
 * is never sent again by itself.
 */
export async function recover(
  { campaign, olderThanMs }: { campaign: string; olderThanMs?: number },
  services: Services,
): Promise<{ takenApart: number; unknown: number }> {
  const context = await services.campaigns.load(campaign);
  const before: Instant | undefined =
    olderThanMs === undefined ? undefined : toInstant(toMs(services.clock.now()) - olderThanMs);
  const report = { takenApart: 0, unknown: 0 };
  for (const stored of await services.outbox.inFlight(campaign)) {
    if (before !== undefined && stored.body.at > before) continue;
    if (stored.body.state === 'gathering') {
      const releaseAt = context.window.releaseAt(services.clock.now());
      await takeApart({ message: stored, entries: await services.outbox.carriedBy(stored.body) }, releaseAt, services);
      report.takenApart += 1;
    } else {
      const reason = 'interrupted while the carrier was sending';
      await services.items.transact([services.outbox.rewriteMessage(stored, { state: 'unknown', reason })]);
      report.unknown += 1;
    }
  }
  return report;
}
