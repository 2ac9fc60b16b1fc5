import { createServices, type Services } from '../../functions/services.ts';
import { createSeededIds } from '../../shared/adapters/seeded-ids.ts';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import { createVirtualClock, type VirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { Inspection } from '../../shared/domain/inspection/inspection-schema.ts';
import type { Archive, Carrier, ShortMessage, Taken } from '../../shared/ports.ts';
import { buildCampaign } from './build-campaign.ts';
import { at } from './problem-scenario.ts';

/** An archive in memory that keeps the promise of being written once. */
export function memoryArchive(): Archive & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    async put(path, bytes) {
      const stored = files.get(path);
      if (stored && Buffer.compare(stored, bytes) !== 0) throw new Error(`${path} is there with other content`);
      files.set(path, bytes);
    },
    get: async (path) => files.get(path),
    list: async (prefix) => [...files.keys()].filter((path) => path.startsWith(prefix)).toSorted(),
  };
}

interface MemoryCarrier extends Carrier {
  readonly sent: ShortMessage[];
  /** Makes the next sends fail. */
  fail?: Error | undefined;
  /** Makes it one that passes messages on. */
  passedTo?: Taken['passedTo'];
}

/** A carrier that remembers what it was handed. */
export function memoryCarrier(): MemoryCarrier {
  const carrier: MemoryCarrier = {
    sent: [],
    async send(message) {
      if (carrier.fail) throw carrier.fail;
      carrier.sent.push(message);
      const { passedTo } = carrier;
      return { carrierId: `carrier-${carrier.sent.length}`, ...(passedTo && { passedTo }) };
    },
  };
  return carrier;
}

export interface TestStage {
  readonly services: Services;
  readonly clock: VirtualClock;
  readonly carrier: ReturnType<typeof memoryCarrier>;
  readonly archive: ReturnType<typeof memoryArchive>;
  readonly campaign: string;
  /** Moves the clock to a wall-clock time in Asia/Shanghai. */
  goTo(wall: string): void;
}

/** A whole stage in memory with one running campaign, its clock on the campaign's first morning. */
export async function openTestStage(
  campaign: Campaign = buildCampaign(),
  start = '2026-03-02 09:00',
): Promise<TestStage> {
  const clock = createVirtualClock(at(start));
  const carrier = memoryCarrier();
  const archive = memoryArchive();
  const items = openSqliteItemStore({ file: ':memory:', durability: 'fast' });
  const services = createServices({ items, archive, carrier, clock, ids: createSeededIds('test', clock) });
  await services.registry.create(campaign, clock.now());
  return { services, clock, carrier, archive, campaign: campaign.id, goTo: (wall) => clock.advanceTo(at(wall)) };
}

/** An inspection with so many findings, at one place each. */
export function buildInspection(id: string, findings = 1, overrides: Partial<Inspection> = {}): Inspection {
  return {
    id,
    unit: 'street-east',
    source: 'spot',
    at: at('2026-03-02 08:50'),
    findings: Array.from({ length: findings }, (_, n) => ({
      category: 'litter',
      place: `人民路${n + 1}号`,
      description: '暴露垃圾',
    })),
    results: [],
    ...overrides,
  };
}
