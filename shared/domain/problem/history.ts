import { hash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Instant } from '../instant.ts';
import { evolve, replay } from './evolve.ts';
import type { ProblemEvent } from './problem-events.ts';
import type { ProblemState } from './problem-state.ts';

/**
 * A problem as it is stored: its events and the head of their hash chain. The head vouches for the whole history:
 * head₀ is the empty text, headₙ = SHA-256(headₙ₋₁ + canonical JSON of eventₙ), whatever the store does to the order of keys.
 */
export interface History {
  readonly events: readonly ProblemEvent[];
  readonly head: string;
}

export const EMPTY_HISTORY: History = { events: [], head: '' };

const link = (head: string, event: ProblemEvent): string => hash('sha256', head + canonicalJson(event));

/** The history with further events. */
export function append(history: History, events: readonly ProblemEvent[]): History {
  return { events: [...history.events, ...events], head: events.reduce(link, history.head) };
}

/**
 * The history as it was known when a window ended: only events before that instant. The end itself belongs to the next
 * window, so that what happens at the very moment of a closing can't change a closing already computed.
 */
export function historyBefore(history: History, end: Instant): History {
  const last = history.events.at(-1);
  if (!last || last.at < end) return history;
  return append(
    EMPTY_HISTORY,
    history.events.filter((event) => event.at < end),
  );
}

/** Whether the head still vouches for the events. */
export const isIntact = (history: History): boolean => history.events.reduce(link, '') === history.head;

/** The state after a history and further events. */
export const stateOf = (history: History): ProblemState => replay(history.events);

/** The state one step further. */
export const advance = (state: ProblemState | undefined, events: readonly ProblemEvent[]): ProblemState | undefined =>
  events.reduce<ProblemState | undefined>((before, event) => evolve(before, event), state);
