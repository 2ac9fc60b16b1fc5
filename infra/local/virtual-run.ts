import type { VirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Actor, actDue } from './actor.ts';

export interface VirtualRun {
  /** At one instant they act in this order. */
  readonly actors: readonly Actor[];
  readonly clock: VirtualClock;
  /** The run ends here, or when nobody wants to act any more, or when it is over. */
  readonly until: Instant;
  /** Hears of each new moment, before anything happens at it. */
  readonly onMoment?: (now: Instant) => Promise<void>;
  /** Asked after each moment. */
  readonly isOver?: () => Promise<boolean>;
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

/**
 * Plays the actors on the virtual clock, which jumps from one moment at which something happens to the next.
 * Ends with the clock at `until` unless it is over before. Throws when an instant never ends.
 */
export async function runVirtual({ actors, clock, until, onMoment, isOver }: VirtualRun): Promise<void> {
  let rounds = 0;
  for (let next = await nextOf(actors, clock.now()); next && next <= until; next = await nextOf(actors, clock.now())) {
    rounds = next > clock.now() ? 0 : rounds + 1;
    if (rounds > ENDLESS) throw new Error(`the run does not get past ${next}: an actor stays due without getting done`);
    if (rounds === 0 && (await isOver?.())) return;
    if (rounds === 0) await moveTo(next, clock, onMoment);
    await actDue(actors, clock.now());
  }
  if (clock.now() < until && !isOver) clock.advanceTo(until);
}

async function moveTo(next: Instant, clock: VirtualClock, onMoment: VirtualRun['onMoment']): Promise<void> {
  clock.advanceTo(next);
  await onMoment?.(next);
}
