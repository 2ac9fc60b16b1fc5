/** People are asked to act on the tens of minutes, so that a played day has some sixty moments and not thousands. */
export const GRID_MS = 10 * 60_000;

/** The first moment of the grid at or after a time, in epoch milliseconds. */
export const gridFrom = (ms: number): number => Math.ceil(ms / GRID_MS) * GRID_MS;

/** The last moment of the grid at or before a time, in epoch milliseconds. */
export const gridUpTo = (ms: number): number => Math.floor(ms / GRID_MS) * GRID_MS;
