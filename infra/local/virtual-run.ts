import type { VirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Actor } from './actor.ts';

export interface VirtualRun {
  /** At one instant they act in this order. */
  readonly actors: readonly Actor[];
  readonly clock: VirtualClock;
  /** The run ends here, or when nobody wants to act any more. */
  readonly until: Instant;
  readonly onStep?: (now: Instant) => void;
}

/** So often in a row at one instant means that somebody never gets done. */
const ENDLESS = 100_000;

async function nextOf(actors: readonly Actor[], now: Instant): Promise<Instant | undefined> {
  let next: Instant | undefined;
  for (const actor of actors) {
    const at = await actor.nextAt(now);
    if (at !== undefined && (next === undefined || at < next)) next = at;
  }
  return next;
}

/** Everyone who is due at this instant acts once, in order. */
async function round(actors: readonly Actor[], now: Instant): Promise<void> {
  for (const actor of actors) {
    const at = await actor.nextAt(now);
    if (at !== undefined && at <= now) await actor.act(now);
  }
}

/**
 * Plays the actors on the virtual clock, which jumps from one moment at which something happens to the next.
 * Ends with the clock at `until`. Throws when an instant never ends.
 */
export async function runVirtual({ actors, clock, until, onStep }: VirtualRun): Promise<void> {
  let rounds = 0;
  for (
    let next = await nextOf(actors, clock.now());
    next !== undefined && next <= until;
    next = await nextOf(actors, clock.now())
  ) {
    rounds = next > clock.now() ? 0 : rounds + 1;
    if (rounds > ENDLESS) throw new Error(`the run does not get past ${next}: an actor stays due without getting done`);
    if (next > clock.now()) clock.advanceTo(next);
    onStep?.(clock.now());
    await round(actors, clock.now());
  }
  if (clock.now() < until) clock.advanceTo(until);
}
