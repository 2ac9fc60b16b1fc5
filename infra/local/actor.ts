import type { Instant } from '../../shared/domain/instant.ts';

/** Someone who acts on the stage's clock: the people of a rehearsal, the records of a replay, the sweep, the relay. */
export interface Actor {
  /** When it next wants to act; undefined when it has nothing to do. Not before `now`. */
  nextAt(now: Instant): Promise<Instant | undefined>;
  /** Does everything that is due at `now`. */
  act(now: Instant): Promise<void>;
}

/** Everyone who is due at this instant acts once, in order. */
export async function actDue(actors: readonly Actor[], now: Instant): Promise<void> {
  for (const actor of actors) {
    const at = await actor.nextAt(now);
    if (at !== undefined && at <= now) await actor.act(now);
  }
}
