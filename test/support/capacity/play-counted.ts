import { createServices } from '../../../functions/services.ts';
import type { Played } from '../../../infra/cost/cost-inputs.ts';
import { watchDue } from '../../../infra/local/due-watch.ts';
import { play } from '../../../infra/local/play.ts';
import { campaignFiles, readCampaignFile } from '../../../infra/local/read-campaign-file.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { Archive } from '../../../shared/ports.ts';
import { at } from '../problem-scenario.ts';
import { memoryArchive, memoryCarrier } from '../test-stage.ts';
import { meterStore } from './metered-store.ts';

const SYSTEM_EVENTS: ReadonlySet<string> = new Set(['ProblemRecorded', 'ProblemDispatched', 'RungDecided']);

/** Deep enough to see from a store's call up to the function that made it. */
const FRAMES = 40;

/**
 * Plays the S2b campaign with so many inspections, and counts. What only the embedded stage asks for, to know when to
 * wake up, is left out.
 */
export async function playCounted(inspections: number): Promise<Played> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  try {
    return await playAndCount(inspections);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function playAndCount(inspections: number): Promise<Played> {
  const [file = ''] = campaignFiles('preset:s2b');
  const config = await readCampaignFile(file);
  const clock = createVirtualClock(at('2026-03-02 00:00'));
  const store = openSqliteItemStore({ file: ':memory:', durability: 'fast' });
  const meter = meterStore(store, functionAtWork);
  const watch = watchDue(meter.items);
  const archive = countingArchive();
  const carrier = memoryCarrier();
  const ids = createSeededIds('capacity', clock);
  const services = createServices({ items: watch.items, archive, carrier, clock, ids });
  await services.registry.create(config, clock.now());
  const stage = { services, watch, folder: '', close: () => undefined };
  await play({ stage, clock, campaigns: [config], seed: 1, inspections, onMoment: async (_: Instant) => undefined });
  const events: string[] = [];
  let problems = 0;
  for await (const page of services.ledger.histories(config.id)) {
    problems += page.length;
    events.push(...page.flatMap(({ body }) => body.events.map(({ type }) => type)));
  }
  const rungs = events.filter((type) => type === 'RungDecided').length;
  return {
    inspections,
    problems,
    commands: events.filter((type) => !SYSTEM_EVENTS.has(type)).length,
    rungs,
    messages: carrier.sent.length,
    archive: archive.counted,
    storedBytes: meter.storedBytes(),
    table: Object.fromEntries(Object.entries(meter.tallies).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** By the stack of the call: the function's folder, or the rehearsal's own people where no function stands in between. */
function functionAtWork(): string | undefined {
  const stack = new Error().stack ?? '';
  const name = /\/functions\/([a-z-]+)\//.exec(stack)?.[1];
  if (name !== undefined) return name;
  return /problem-desk|task-filing/.test(stack) ? 'people' : undefined;
}

function countingArchive(): Archive & { readonly counted: { puts: number; gets: number } } {
  const archive = memoryArchive();
  const counted = { puts: 0, gets: 0 };
  return {
    counted,
    list: archive.list,
    put(path, bytes) {
      counted.puts += 1;
      return archive.put(path, bytes);
    },
    get(path) {
      counted.gets += 1;
      return archive.get(path);
    },
  };
}
