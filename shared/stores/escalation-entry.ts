import type { ContactRole, RungName } from '../domain/campaign/vocabulary.ts';
import type { Instant } from '../domain/instant.ts';

/** One escalation to one contact, from its decision on. */
export interface OutboxEntry {
  /** `problem.life.step.revision.role`: the same rung can't be decided or sent twice. */
  readonly id: string;
  readonly campaign: string;
  readonly unit: string;
  readonly role: ContactRole;
  readonly rung: RungName;
  readonly step: string;
  readonly sheet?: 'blue' | 'orange' | 'red';
  /** Absent for an urging that belongs to a task or a missed gate, not a problem. */
  readonly problem?: string;
  /** The occurrence of a task, as in `weekly-report~3`. */
  readonly task?: string;
  readonly gate?: string;
  readonly life: number;
  readonly revision: number;
  readonly dueAt: Instant;
  readonly decidedAt: Instant;
  /** Not before the sending window opens. */
  readonly releaseAt: Instant;
  readonly state: 'pending' | 'bundled' | 'dropped';
  /** The message that carries it, once bundled. */
  readonly message?: string;
  /** Why it was dropped. */
  readonly reason?: string;
}

/**
 * An escalation that was decided and is still to be told. It lies where it was decided, in the item of its problem or
 * in one of its own for a task or a gate, until it is certain what became of it: nothing decided can get lost on the way.
 */
export interface Owed extends OutboxEntry {
  readonly state: 'pending';
  /**
   * The token of the link that its message will bear, drawn with the decision. Its hash is the key of the claim, so
   * two deliveries can't both tell the same escalation. It is forgotten once the message is out.
   */
  readonly token: string;
  /** The version of a claim that was given up, as a delivery has found it; not stored. */
  readonly freeClaim?: number;
}

/** As it lies in the item of its problem, which names the campaign and the problem. */
export type OwedByProblem = Omit<Owed, 'campaign' | 'problem' | 'state' | 'freeClaim'>;
