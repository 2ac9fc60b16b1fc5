import type { Services } from '../../../functions/services.ts';
import type { Actor } from '../actor.ts';
import { createCasework, type Refusals } from './casework.ts';
import { fullyChecked } from './full-checks.ts';
import { createInspectors } from './inspectors.ts';
import { createLiveWorld, type LiveWorld } from './live-world.ts';
import { storePhotos } from './photos.ts';
import { createTaskFiling } from './task-filing.ts';
import { createWorld, type World } from './world.ts';

export interface RehearsalOptions {
  /** Campaigns that are stored already; they run side by side. */
  readonly campaigns: readonly string[];
  readonly seed: number;
  readonly services: Services;
  readonly pace?: {
    /** Of each campaign over its days; the looks at the whole standard come on top. */
    readonly inspections?: number;
  };
}

export interface Rehearsal {
  /** Inspectors, units and the office of each campaign, to be run in this order. */
  readonly actors: readonly Actor[];
  /** As the campaigns were planned; a phase that is extended brings more. */
  readonly totalInspections: number;
  /** By campaign: commands that came too late, by the rule that refused them. */
  readonly refusals: ReadonlyMap<string, Readonly<Refusals>>;
}

const USUAL_PACE = 1500;
/** The county’s own and the acceptance. */
const FULL_CHECKS = 2;

/**
 * The people of a rehearsal, acting through the same functions as people do. What they decide follows from the seed and
 * from what is stored, so the same seed gives the same course, and a rehearsal that was killed goes on where it stood.
 * Throws `UnknownCampaign`.
 */
export async function createRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { seed, services, pace } = options;
  const photos = await storePhotos(services.archive);
  const actors: Actor[] = [];
  const refusals = new Map<string, Readonly<Refusals>>();
  let totalInspections = 0;
  for (const id of options.campaigns) {
    const world = await worldOf(id, { seed, services, photos, pace: pace?.inspections ?? USUAL_PACE });
    const live = createLiveWorld(world, services);
    const casework = await createCasework(live, services);
    const inspectors = await createInspectors(live, casework, services);
    const people = [inspectors, await createTaskFiling(live, services), casework.units, casework.office];
    actors.push(...people.map((person) => whileRunning(live, person)));
    refusals.set(id, casework.refusals);
    totalInspections += world.pace + FULL_CHECKS * fullyChecked(world).length;
  }
  return { actors, totalInspections, refusals };
}

/** Nobody acts in a campaign that is paused or over. */
const whileRunning = (live: LiveWorld, actor: Actor): Actor => ({
  nextAt: async (now) => ((await live.isRunning()) ? actor.nextAt(now) : undefined),
  act: (now) => actor.act(now),
});

async function worldOf(
  id: string,
  { services, ...given }: Pick<World, 'photos' | 'pace'> & { readonly seed: number; readonly services: Services },
): Promise<World> {
  const context = await services.campaigns.load(id);
  const original = await services.registry.config(id, 1);
  return createWorld({ ...given, context, original: original ?? context.config });
}
