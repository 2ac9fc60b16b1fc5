import { hash } from 'node:crypto';
import { createSeededIds } from '../../shared/adapters/seeded-ids.ts';
import { createVirtualClock } from '../../shared/adapters/virtual-clock.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { dayNumber, zoneDays } from '../../shared/domain/calendar/zone-days.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { openStore } from './open-store.ts';
import { play } from './play.ts';
import { openRunBook, type RunRecord } from './run-record.ts';
import { clearDrafts, openStage, type Stage } from './stage.ts';

export interface CampaignRun {
  readonly campaigns: readonly Campaign[];
  readonly seed: number;
  readonly inspections?: number;
  /** Keeps the stage; a run that was killed goes on from what it holds. */
  readonly folder: string;
  /** Days played, of the days planned. */
  onDay(done: number, of: number): void;
}

/** A stage whose campaigns have been played, and where its clock stands. */
export interface PlayedStage {
  readonly stage: Stage;
  readonly endedAt: Instant;
}

const firstDay = ({ phases, timeZone }: Campaign): Instant =>
  toInstant(zoneDays(timeZone).startOf(dayNumber(phases[0]?.starts ?? '')));

const earliest = (instants: readonly Instant[]): Instant => instants.toSorted()[0] ?? '';

/** What makes two runs the same one. */
export const runId = ({
  campaigns,
  seed,
  inspections = 0,
}: Pick<CampaignRun, 'campaigns' | 'seed' | 'inspections'>): string =>
  hash('sha256', canonicalJson({ campaigns, seed, inspections })).slice(0, 16);

/**
 * Plays campaigns in a folder, from their first day or from where an earlier run of the same was killed. Two or more run
 * side by side on one clock (S1: three at once). Throws `BadInput` where the folder holds another run.
 */
export async function runCampaigns(run: CampaignRun): Promise<PlayedStage> {
  const id = runId(run);
  const found = await foundRecord(run.folder, id);
  const clock = createVirtualClock(found?.clock ?? earliest(run.campaigns.map(firstDay)));
  const starts = (found?.starts ?? 0) + 1;
  const stage = openStage({
    folder: run.folder,
    clock,
    ids: createSeededIds(`${run.seed}/${starts}`, clock),
    durability: 'fast',
  });
  if (found?.finished) return { stage, endedAt: found.clock };
  clearDrafts(stage);
  const book = await openRunBook(stage.services.items);
  const note = (at: Instant, finished = false) => book.write({ run: id, clock: at, starts, finished });
  await note(clock.now());
  for (const campaign of run.campaigns) await createOnce(campaign, stage);
  await play({
    ...run,
    stage,
    clock,
    async onMoment(now) {
      await note(now);
      run.onDay(...daysOf(now, run.campaigns));
    },
  });
  await note(clock.now(), true);
  return { stage, endedAt: clock.now() };
}

/** What the folder holds of this run; the clock and the ids begin from it, so it is read before the stage is opened. */
async function foundRecord(folder: string, id: string): Promise<RunRecord | undefined> {
  const items = openStore(folder, 'fast');
  try {
    const { found } = await openRunBook(items);
    if (found && found.run !== id) throw otherRun(folder);
    return found;
  } finally {
    items.close();
  }
}

async function createOnce(campaign: Campaign, { services }: Stage): Promise<void> {
  if (await services.registry.head(campaign.id)) return;
  await services.registry.create(campaign, services.clock.now());
}

/** Days since the first campaign began, and how many are planned; an extension shows as a full bar. */
function daysOf(now: Instant, campaigns: readonly Campaign[]): [done: number, of: number] {
  const start = earliest(campaigns.map(firstDay));
  const first = Math.min(...campaigns.map(({ phases }) => dayNumber(phases[0]?.starts ?? '')));
  const last = Math.max(...campaigns.map(({ phases }) => dayNumber(phases.at(-1)?.ends ?? '')));
  const of = last - first + 1;
  return [Math.min(of, Math.floor((toMs(now) - toMs(start)) / DAY_MS)), of];
}

const otherRun = (folder: string): BadInput =>
  new BadInput({
    zh: `文件夹 ${folder} 里是另一次运行（活动、种子或次数不同）。请换一个文件夹，或先把它删除。`,
    en: `the folder ${folder} holds another run (another campaign, seed or number of inspections); choose another folder, or delete it first`,
  });
