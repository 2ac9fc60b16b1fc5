import { createServices, type Services } from '../../../../functions/services.ts';
import type { Actor } from '../../../../infra/local/actor.ts';
import { watchDue } from '../../../../infra/local/due-watch.ts';
import { createRehearsal, type Rehearsal } from '../../../../infra/local/rehearsal/rehearsal.ts';
import { relayActor } from '../../../../infra/local/relay.ts';
import { runVirtual } from '../../../../infra/local/virtual-run.ts';
import { createSeededIds } from '../../../../shared/adapters/seeded-ids.ts';
import { openSqliteItemStore } from '../../../../shared/adapters/sqlite-item-store.ts';
import { createVirtualClock } from '../../../../shared/adapters/virtual-clock.ts';
import type { Campaign } from '../../../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import type { Archive } from '../../../../shared/ports.ts';
import { compileCampaign } from '../../../../shared/stores/campaign-context.ts';

/** Something that happens once while people act. */
export interface Besides {
  readonly at: Instant;
  act(): Promise<void>;
}

/** Campaigns on a store in memory, with people who act and a sweep that decides rungs; no workflow. */
export interface OpenedRehearsal {
  readonly services: Services;
  readonly begins: Instant;
  readonly ends: Instant;
  /** Lets new people act up to a moment: what they know, they read from the store. */
  play(until: Instant, besides?: Besides): Promise<Rehearsal>;
  close(): void;
}

function memoryArchive(): Archive {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (path, bytes) => void files.set(path, bytes),
    get: async (path) => files.get(path),
    list: async (prefix) => [...files.keys()].filter((path) => path.startsWith(prefix)),
  };
}

function once(besides: Besides | undefined): Actor[] {
  if (!besides) return [];
  let done = false;
  const act = async () => {
    done = true;
    await besides.act();
  };
  return [{ nextAt: async () => (done ? undefined : besides.at), act }];
}

export async function openRehearsal(
  campaigns: readonly Campaign[],
  options: { readonly seed: number; readonly inspections: number },
): Promise<OpenedRehearsal> {
  const entries = campaigns.flatMap((campaign) => compileCampaign(campaign, 1).agenda.entries).map(({ at }) => at);
  const [begins, ends] = [entries.toSorted()[0] ?? '', entries.toSorted().at(-1) ?? ''];
  const clock = createVirtualClock(begins);
  const store = openSqliteItemStore({ file: ':memory:', durability: 'fast' });
  const watch = watchDue(store);
  const carrier = { send: async () => ({ carrierId: 'none' }) };
  const ids = createSeededIds(options.seed, clock);
  const services = createServices({ items: watch.items, archive: memoryArchive(), carrier, clock, ids });
  for (const campaign of campaigns) await services.registry.create(campaign, begins);
  return {
    services,
    begins,
    ends,
    async play(until, besides) {
      const rehearsal = await createRehearsal({
        campaigns: campaigns.map(({ id }) => id),
        seed: options.seed,
        services,
        pace: { inspections: options.inspections },
      });
      const actors = [...once(besides), ...rehearsal.actors, relayActor(services, watch)];
      await runVirtual({ actors, clock, until });
      return rehearsal;
    },
    close: () => store.close(),
  };
}

/** Every problem's head hash by its id, which vouches for its whole history. */
export async function headsOf(services: Services, campaign: string): Promise<Record<string, string>> {
  const heads: Record<string, string> = {};
  for await (const { state, history } of services.ledger.all(campaign)) heads[state.id] = history.head;
  return heads;
}
