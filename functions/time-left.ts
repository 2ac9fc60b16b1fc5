/** For how many milliseconds a call may still work. */
export type TimeLeft = () => number;

/** On a machine of one's own nobody ends a call. */
export const UNLIMITED: TimeLeft = () => Number.POSITIVE_INFINITY;
