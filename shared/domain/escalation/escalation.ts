import type { Unit } from '../campaign/unit-schema.ts';
import type { ContactRole } from '../campaign/vocabulary.ts';
import type { Slot } from '../problem/problem-events.ts';

/** Who is told: a role without a contact of its own falls to the liaison, and nobody is told twice. */
export function recipients(slot: Pick<Slot, 'to'>, unit: Unit): readonly ContactRole[] {
  return [...new Set(slot.to.map((role) => (unit.contacts[role] ? role : 'liaison')))];
}

/** The id that makes a rung unique: one life, one step, one revision of the deadline, one role. */
export const escalationId = (
  problem: string,
  life: number,
  step: string,
  revision: number,
  role: ContactRole,
): string => `${problem}.${life}.${step}.${revision}.${role}`;
