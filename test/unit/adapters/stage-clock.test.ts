import { describe, expect, it } from 'vitest';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { createStageClock, setStageClock } from '../../../shared/adapters/stage-clock.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';

const REAL = '2026-11-21T10:00:00.000Z';
const DAY = '2026-03-02T00:00:00.000Z';

async function open() {
  const items = openSqliteItemStore({ file: ':memory:', durability: 'fast' });
  const machine = createVirtualClock(REAL);
  const clock = createStageClock(items, machine);
  const set = async (shows: string, rate: number, lookAgain = 60) => {
    await setStageClock(items, { shows, rate, lookAgain }, machine);
    await clock.read();
  };
  return { machine, clock, set };
}

describe('the clock of a stage', () => {
  it('shows the machine’s time until it is set', async () => {
    const { clock } = await open();
    await clock.read();
    expect([clock.now(), clock.reaches?.(DAY)]).toEqual([REAL, DAY]);
  });
  it('shows one instant from one reading to the next', async () => {
    const { machine, clock, set } = await open();
    await set(DAY, 1);
    machine.advanceTo('2026-11-21T11:00:00.000Z');
    expect(clock.now()).toBe(DAY);
    await clock.read();
    expect(clock.now()).toBe('2026-03-02T01:00:00.000Z');
  });
  it('runs as many times as fast as it is told', async () => {
    const { machine, clock, set } = await open();
    await set(DAY, 600);
    machine.advanceTo('2026-11-21T10:02:24.000Z');
    await clock.read();
    expect(clock.now()).toBe('2026-03-03T00:00:00.000Z');
  });
  it('stands still at rate 0, and is then set on by hand', async () => {
    const { machine, clock, set } = await open();
    await set(DAY, 0);
    machine.advanceTo('2026-11-22T10:00:00.000Z');
    await clock.read();
    expect(clock.now()).toBe(DAY);
    await set('2026-03-05T09:00:00.000Z', 0);
    expect(clock.now()).toBe('2026-03-05T09:00:00.000Z');
  });
  it('says when the machine’s clock will show what it will show, a look again ahead at the latest', async () => {
    const { clock, set } = await open();
    await set(DAY, 600, 3600);
    expect(clock.reaches?.('2026-03-03T00:00:00.000Z')).toBe('2026-11-21T10:02:24.000Z');
    expect(clock.reaches?.('2027-03-03T00:00:00.000Z')).toBe('2026-11-21T11:00:00.000Z');
  });
  it('standing still, has a wait look again', async () => {
    const { clock, set } = await open();
    await set(DAY, 0, 5);
    expect(clock.reaches?.('2026-03-03T00:00:00.000Z')).toBe('2026-11-21T10:00:05.000Z');
  });
  it('cannot be set back, also not before what it shows by now', async () => {
    const { machine, set } = await open();
    await set(DAY, 600);
    await expect(set('2026-03-01T23:59:59.999Z', 0)).rejects.toThrow(`shows ${DAY} and cannot go back`);
    machine.advanceTo('2026-11-21T10:02:24.000Z');
    await expect(set('2026-03-02T12:00:00.000Z', 0)).rejects.toThrow('shows 2026-03-03T00:00:00.000Z');
  });
});
