import { sweep } from '../../functions/due-tracking/sweep.ts';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import type { Services } from '../../functions/services.ts';
import { type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { type Actor, actDue } from './actor.ts';
import type { DueWatch } from './due-watch.ts';

/** The sweep runs once a minute at most, in both stages. */
export const TICK_MS = 60_000;

/** The first full tick at or after an instant. */
export const tickAfter = (instant: Instant): Instant => toInstant(Math.ceil(toMs(instant) / TICK_MS) * TICK_MS);

/** Acts for one campaign whenever an entry of its due partitions has come, at the next tick. */
function whenDue(
  watch: DueWatch,
  prefix: string,
  firstAt: () => Promise<Instant | undefined>,
  act: () => Promise<unknown>,
): Actor {
  // Known too early at worst: an entry that was rewritten meanwhile costs one look at the index.
  let earliest: Instant | undefined;
  let known = false;
  watch.onDue(prefix, (at) => {
    if (known && (earliest === undefined || at < earliest)) earliest = at;
  });
  return {
    async nextAt(now) {
      if (!known) earliest = await firstAt();
      known = true;
      if (earliest === undefined || earliest >= '9999') return undefined;
      return earliest <= now ? now : tickAfter(earliest);
    },
    async act() {
      await act();
      known = false;
    },
  };
}

/** A campaign that is paused or over is not looked at. */
const whileRunning = (campaign: string, services: Services, at: () => Promise<Instant | undefined>) => async () => {
  const stored = await services.registry.head(campaign);
  return stored?.head.status === 'running' ? at() : undefined;
};

/** Decides the rungs of a campaign as they fall due. */
export const sweepActor = (campaign: string, services: Services, watch: DueWatch): Actor =>
  whenDue(
    watch,
    `DUE#${campaign}#`,
    whileRunning(campaign, services, () => services.ledger.nextDueAt(campaign)),
    () => sweep({ campaign }, services),
  );

/** Sends what the outbox of a campaign releases. */
export const deliveryActor = (campaign: string, services: Services, watch: DueWatch): Actor =>
  whenDue(
    watch,
    `SEND#${campaign}`,
    whileRunning(campaign, services, () => services.outbox.nextReleaseAt(campaign)),
    () => deliver({ campaign }, services),
  );

/** Sweep and delivery of every campaign there is, also of one that is created later. */
export function relayActor(services: Services, watch: DueWatch): Actor {
  const byCampaign = new Map<string, readonly Actor[]>();
  const everyone = async () => {
    for (const { id } of await services.registry.list()) {
      if (!byCampaign.has(id))
        byCampaign.set(id, [sweepActor(id, services, watch), deliveryActor(id, services, watch)]);
    }
    return [...byCampaign.values()].flat();
  };
  return {
    async nextAt(now) {
      const wishes = await Promise.all((await everyone()).map((actor) => actor.nextAt(now)));
      return wishes.filter((at) => at !== undefined).toSorted()[0];
    },
    act: async (now) => actDue(await everyone(), now),
  };
}
