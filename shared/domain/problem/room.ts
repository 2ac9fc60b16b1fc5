import type { History } from './history.ts';
import type { ProblemCommand } from './problem-commands.ts';
import { Refused } from './refusals.ts';

/**
 * A history lies in one item, which holds 350 KB. People fill it so far; the rest is for rungs, for what is to be told of
 * them and for what ends the problem, so that nothing the system has to do is ever without room.
 */
const MOST_BYTES = 300 * 1024;

/** A relapse reopens a problem that is smaller than this, so that its new life has room. */
const REOPENED_BELOW_BYTES = 64 * 1024;

const bytesOf = (history: History): number => Buffer.byteLength(JSON.stringify(history));

/** What ends a problem, and what may follow once in each life that is over, is always possible. */
const isEnding = (command: ProblemCommand): boolean =>
  ['void', 'merge', 'appeal', 'upholdAppeal', 'rejectAppeal'].includes(command.type) ||
  (command.type === 'verify' && command.pass);

/** Throws `Refused` where what somebody asks of a problem would take the room that is kept for the system. */
export function refuseWhereFull(after: History, command: ProblemCommand, problem: string): void {
  if (isEnding(command)) return;
  const bytes = bytesOf(after);
  if (bytes > MOST_BYTES) throw new Refused('history-full', problem, `${Math.ceil(bytes / 1024)} KB`);
}

/** Whether a relapse may begin a new life of the problem instead of a problem of its own. */
export const hasRoomForRelapse = (history: History): boolean => bytesOf(history) < REOPENED_BELOW_BYTES;

/** One write holds 3.5 MB; the rest is for the inspection itself. */
const MOST_TOGETHER_BYTES = 3 * 1024 * 1024;

/** Whether one write of an inspection holds them all. */
export const fitTogether = (histories: readonly History[]): boolean =>
  histories.reduce((total, history) => total + bytesOf(history), 0) <= MOST_TOGETHER_BYTES;
