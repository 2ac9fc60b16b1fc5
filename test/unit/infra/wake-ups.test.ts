import { describe, expect, it } from 'vitest';
import { createWakeUps } from '../../../infra/local/wake-ups.ts';

describe('wake-ups', () => {
  it('wakes who is due and waits until everyone sleeps again or is done', async () => {
    let now = '2026-03-02T00:00:00.000Z';
    const wakeUps = createWakeUps(() => now);
    const seen: string[] = [];
    const work = async () => {
      await wakeUps.waitUntil('2026-03-02T01:00:00.000Z');
      await Promise.resolve();
      seen.push('one');
      await wakeUps.waitUntil('2026-03-02T02:00:00.000Z');
      seen.push('two');
    };
    wakeUps.follow(work());
    expect(wakeUps.nextAt()).toBe('2026-03-02T01:00:00.000Z');
    await wakeUps.wake(now);
    expect(seen).toEqual([]);
    now = '2026-03-02T01:00:00.000Z';
    await wakeUps.wake(now);
    expect(seen).toEqual(['one']);
    now = '2026-03-02T05:00:00.000Z';
    await wakeUps.wake(now);
    expect(seen).toEqual(['one', 'two']);
    expect(wakeUps.nextAt()).toBeUndefined();
  });
  it('does not wait for what has passed', async () => {
    const wakeUps = createWakeUps(() => '2026-03-02T00:00:00.000Z');
    await wakeUps.waitUntil('2026-03-01T00:00:00.000Z');
    expect(wakeUps.nextAt()).toBeUndefined();
  });
});
