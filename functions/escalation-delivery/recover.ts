import { type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Services } from '../services.ts';
import { sendMessage } from './send-message.ts';

/**
 * Looks after messages that a dead delivery left in flight: those from before `olderThanMs` ago or, where nobody else can
 * be at work, all of them, whatever the clock says. One that was only gathering is sent now; one that was handed to the
 * carrier becomes `unknown`, for the office to see, and is never sent again by itself.
 */
export async function recover(
  { campaign, olderThanMs }: { campaign: string; olderThanMs?: number },
  services: Services,
): Promise<{ resent: number; unknown: number }> {
  const context = await services.campaigns.load(campaign);
  const before: Instant | undefined =
    olderThanMs === undefined ? undefined : toInstant(toMs(services.clock.now()) - olderThanMs);
  const report = { resent: 0, unknown: 0 };
  for (const stored of await services.outbox.inFlight(campaign)) {
    if (before !== undefined && stored.body.at > before) continue;
    const unit = context.units.get(stored.body.unit);
    const contact = unit && (unit.contacts[stored.body.role] ?? unit.contacts.liaison);
    if (stored.body.state === 'gathering' && unit && contact) {
      await sendMessage(stored, unit, contact, context, services);
      report.resent += 1;
    } else {
      const reason = 'interrupted while the carrier was sending';
      await services.items.transact([services.outbox.rewriteMessage(stored, { state: 'unknown', reason })]);
      report.unknown += 1;
    }
  }
  return report;
}
