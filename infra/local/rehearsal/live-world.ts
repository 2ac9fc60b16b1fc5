import type { Services } from '../../../functions/services.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { World } from './world.ts';

/** The world as the campaign stands now: a missed gate may have moved its phases. */
export interface LiveWorld {
  readonly world: World;
  /** Whether the campaign is neither paused nor over; looks for a new revision on the way, once a moment. */
  isRunning(): Promise<boolean>;
}

export function createLiveWorld(first: World, { campaigns, clock }: Services): LiveWorld {
  let world = first;
  let lookedAt: Instant | undefined;
  let running = false;
  return {
    get world() {
      return world;
    },
    async isRunning() {
      if (lookedAt === clock.now()) return running;
      const context = await campaigns.load(world.context.config.id);
      if (context.revision !== world.context.revision) world = { ...world, context };
      lookedAt = clock.now();
      running = context.head.status === 'running';
      return running;
    },
  };
}
