import { sweep } from '../../functions/due-tracking/sweep.ts';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import { attempt, type Failure, throwFailures } from '../../functions/failures.ts';
import type { Services } from '../../functions/services.ts';
import { type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { ALL_SHARDS } from '../../shared/stores/keys.ts';
import { owedPartitions } from '../../shared/stores/owed-entries.ts';
import { duePartition } from '../../shared/stores/problem-ledger.ts';
import { type Actor, actDue } from './actor.ts';
import type { DueWatch } from './due-watch.ts';

/** Sorts behind every instant. */
const NEVER = '9999';

/** The sweep runs once a minute at most, in both stages. */
export const TICK_MS = 60_000;

/** The first full tick at or after an instant. */
export const tickAfter = (instant: Instant): Instant => toInstant(Math.ceil(toMs(instant) / TICK_MS) * TICK_MS);

/** What one campaign has to look after in the due index. */
interface DueWork {
  /** Each partition, and when its first entry falls due. */
  readonly partitions: ReadonlyMap<string, () => Promise<Instant | undefined>>;
  /** A campaign that is paused or over is not looked at. */
  isRunning(): Promise<boolean>;
  act(due: readonly string[]): Promise<unknown>;
}

/**
 * Acts for one campaign whenever an entry of its due partitions has come, at the next tick, on those partitions alone:
 * at most ticks one of eight shards has anything, and asking the others would cost more than the work.
 */
function whenDue(watch: DueWatch, { partitions, isRunning, act }: DueWork): Actor {
  // Known too early at worst: an entry that was rewritten meanwhile costs one look at the index.
  const earliest = new Map<string, Instant>();
  // What is left undone is somebody else's for now, or waits for a try at the next tick; what is new does not.
  const leftUntil = new Map<string, Instant>();
  for (const pk of partitions.keys()) {
    watch.onDue(pk, (at) => {
      leftUntil.delete(pk);
      if (at < (earliest.get(pk) ?? '')) earliest.set(pk, at);
    });
  }
  /** Listens before it asks: what is written while the answer is on its way must not be forgotten over it. */
  async function learn(pk: string): Promise<void> {
    earliest.set(pk, NEVER);
    try {
      const [found, floor] = [(await partitions.get(pk)?.()) ?? NEVER, leftUntil.get(pk) ?? ''];
      const first = found < floor ? floor : found;
      if (first < (earliest.get(pk) ?? NEVER)) earliest.set(pk, first);
    } catch (error) {
      earliest.delete(pk);
      throw error;
    }
  }
  let learntAt = '';
  return {
    async nextAt(now) {
      if (learntAt === '' || toMs(now) - toMs(learntAt) >= watch.trustMs) {
        earliest.clear();
        learntAt = now;
      }
      if (earliest.size < partitions.size && !(await isRunning())) return undefined;
      for (const pk of partitions.keys()) if (!earliest.has(pk)) await learn(pk);
      const next = [...earliest.values()].reduce((least, at) => (at < least ? at : least), NEVER);
      if (next >= NEVER) return undefined;
      return next <= now ? now : tickAfter(next);
    },
    async act(now) {
      const due = [...partitions.keys()].filter((pk) => (earliest.get(pk) ?? NEVER) <= now);
      try {
        await act(due);
      } finally {
        // Also what failed is tried again at the next tick and not at once.
        for (const pk of due) {
          earliest.delete(pk);
          leftUntil.set(pk, tickAfter(toInstant(toMs(now) + 1)));
        }
      }
    },
  };
}

const runs =
  (campaign: string, { registry }: Services) =>
  async (): Promise<boolean> =>
    (await registry.head(campaign))?.head.status === 'running';

/** Decides the rungs of a campaign as they fall due, and tells nobody. */
export function sweepActor(campaign: string, services: Services, watch: DueWatch): Actor {
  const shards = shardsOf(campaign);
  return whenDue(watch, {
    partitions: new Map([...shards].map(([pk, shard]) => [pk, () => services.ledger.nextDueAt(campaign, shard)])),
    isRunning: runs(campaign, services),
    act: (due) => sweep({ campaign, shards: due.flatMap((pk) => shards.get(pk) ?? []), tells: false }, services),
  });
}

/** Decides the rungs of a campaign as they fall due, and tells what they and the urgings owe. */
export function campaignActor(campaign: string, services: Services, watch: DueWatch): Actor {
  const shards = shardsOf(campaign);
  const firstAt = (pk: string) => {
    const shard = shards.get(pk);
    return shard === undefined ? services.owed.nextReleaseAt(campaign) : services.ledger.nextDueAt(campaign, shard);
  };
  return whenDue(watch, {
    partitions: new Map(owedPartitions(campaign).map((pk) => [pk, () => firstAt(pk)])),
    isRunning: runs(campaign, services),
    async act(due) {
      const own = due.flatMap((pk) => shards.get(pk) ?? []);
      const failures: Failure[] = [];
      await attempt('sweep', failures, () => sweep({ campaign, shards: own }, services));
      await attempt('delivery', failures, () => deliver({ campaign, shards: own }, services));
      throwFailures(failures, {});
    },
  });
}

const shardsOf = (campaign: string): ReadonlyMap<string, number> =>
  new Map(ALL_SHARDS.map((shard) => [duePartition(campaign, shard), shard]));

/** Sweep and delivery of every campaign there is, also of one that is created later. */
export function relayActor(services: Services, watch: DueWatch): Actor {
  const byCampaign = new Map<string, Actor>();
  const everyone = async () => {
    for (const { id } of await services.registry.list()) {
      if (!byCampaign.has(id)) byCampaign.set(id, campaignActor(id, services, watch));
    }
    return [...byCampaign];
  };
  return {
    async nextAt(now) {
      const wishes = await Promise.all((await everyone()).map(([, actor]) => actor.nextAt(now)));
      return wishes.filter((at) => at !== undefined).toSorted()[0];
    },
    async act(now) {
      const failures: Failure[] = [];
      for (const [id, actor] of await everyone()) await attempt(`campaign ${id}`, failures, () => actDue([actor], now));
      throwFailures(failures, {});
    },
  };
}
