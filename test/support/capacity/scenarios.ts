import { hash } from 'node:crypto';
import { campaignStarter } from '../../../functions/campaign-starter/run-action.ts';
import { dueTracking } from '../../../functions/due-tracking/run-action.ts';
import { escalationDelivery } from '../../../functions/escalation-delivery/run-action.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { createServices, type Services } from '../../../functions/services.ts';
import { campaignFiles, readCampaignFile } from '../../../infra/local/read-campaign-file.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { createVirtualClock, type VirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import type { Inspection } from '../../../shared/domain/inspection/inspection-schema.ts';
import { originalPath } from '../../../shared/domain/photo/photo-paths.ts';
import type { ItemStore, Workflows } from '../../../shared/ports.ts';
import { ALL_SHARDS } from '../../../shared/stores/keys.ts';
import { at } from '../problem-scenario.ts';
import { memoryArchive, memoryCarrier } from '../test-stage.ts';

/** The S2b campaign as its preset has it, running on a store. */
export interface CountedStage {
  readonly services: Services;
  readonly clock: VirtualClock;
  readonly campaign: string;
  readonly sent: () => number;
  readonly workflows: Workflows;
}

/** Its clock stands on the first Monday of the attack, where nothing else is said. */
export async function openCountedStage(items: ItemStore, start = '2026-03-16 09:00'): Promise<CountedStage> {
  const [file = ''] = campaignFiles('preset:s2b');
  const config = await readCampaignFile(file);
  const clock = createVirtualClock(at(start));
  const carrier = memoryCarrier();
  const ids = createSeededIds('capacity', clock);
  const services = createServices({ items, archive: memoryArchive(), carrier, clock, ids });
  await services.registry.create(config, clock.now());
  return { services, clock, campaign: config.id, sent: () => carrier.sent.length, workflows: memoryWorkflows() };
}

/** Executions that never end; asking Step Functions for them costs nothing. */
function memoryWorkflows(): Workflows {
  const names = new Set<string>();
  return {
    running: async () => [...names],
    start: async (name) => void names.add(name),
    stop: async (name) => void names.delete(name),
  };
}

/** What inspectors of S2b write down: a place and a sentence. */
const FINDINGS = [
  ['sanitation', '落英路18号沿街商铺门前', '门前堆放废弃纸箱和生活垃圾，垃圾桶满溢未及时清运'],
  ['five-duties', '千寻巷7号早餐店', '门前五包责任未落实，污水直排人行道，地面油污明显'],
  ['handbills', '听泉里小区3号楼2单元楼道', '楼道墙面张贴开锁、疏通小广告二十余处，未清除'],
] as const;

/** An inspection of the S2b campaign with so many problems of one unit, at the clock's time. */
export function typicalInspection(
  id: string,
  problems: number,
  { clock }: Pick<CountedStage, 'clock'>,
  photosEach = 0,
): Inspection {
  return {
    id,
    unit: 'sq-luoying',
    source: 'spot',
    at: clock.now(),
    inspector: '督查一组',
    findings: FINDINGS.slice(0, problems).map(([category, place, description], index) => ({
      category,
      place: `${place} ${id}`,
      description,
      ...(photosEach > 0 && { photos: Array.from({ length: photosEach }, (_, n) => photo(`${id}/${index}/${n}`)) }),
    })),
    results: [],
  };
}

function photo(seed: string) {
  const sha256 = hash('sha256', seed);
  return { path: originalPath(sha256, 'image/jpeg'), sha256 };
}

export const receive = (stage: CountedStage, inspection: Inspection) =>
  takeIn({ campaign: stage.campaign, inspection, by: 'inspector:team-1' }, stage.services);

/** What the schedule starts each minute, for all campaigns. */
export const sweepTick = ({ services }: CountedStage) => dueTracking({ action: 'sweep' }, services);
export const starterTick = ({ services, workflows }: CountedStage) =>
  campaignStarter(() => workflows)({ action: 'start' }, services);
export const deliveryTick = ({ services }: CountedStage) => escalationDelivery({ action: 'deliver' }, services);

/** Moves the clock to when something falls due next. */
export async function goToNextDue({ services, clock, campaign }: CountedStage): Promise<void> {
  const moments = await Promise.all(ALL_SHARDS.map((shard) => services.ledger.nextDueAt(campaign, shard)));
  const [next] = moments.filter((moment) => moment !== undefined).toSorted();
  if (next === undefined) throw new Error('nothing falls due');
  clock.advanceTo(next);
}
