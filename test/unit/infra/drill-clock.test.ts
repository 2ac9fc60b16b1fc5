import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDrillClock } from '../../../infra/local/drill-clock.ts';

const START = '2026-03-02T01:00:00.000Z';
/** A day passes in less than a millisecond. */
const FAST = 100_000_000;

describe('createDrillClock', () => {
  it('stands still until a reservation is written', async () => {
    const clock = createDrillClock(START, FAST);
    await sleep(5);
    expect(clock.now()).toBe(START);
    await expect(clock.reserve(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(clock.now()).toBe(START);
  });
  it('runs, and never past what is written', async () => {
    const clock = createDrillClock(START, FAST);
    let written = '';
    await clock.reserve(async (until) => {
      written = until;
    });
    await sleep(5);
    const [first, second] = [clock.now(), clock.now()];
    expect(first > START).toBe(true);
    expect(second >= first).toBe(true);
    expect(second <= written).toBe(true);
  });
  it('goes on from what was written without showing an earlier time', async () => {
    const clock = createDrillClock(START, FAST);
    let written = '';
    await clock.reserve(async (until) => {
      written = until;
    });
    await sleep(2);
    const shown = clock.now();
    expect(createDrillClock(written, FAST).now() >= shown).toBe(true);
  });
});
