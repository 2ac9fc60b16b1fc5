import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { toMs } from '../../../shared/domain/instant.ts';

describe('systemClock', () => {
  it('shows the time of the machine in the one form of instants', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(toMs(now)).toBeGreaterThanOrEqual(before);
    expect(toMs(now)).toBeLessThanOrEqual(Date.now());
  });
});

describe('createVirtualClock', () => {
  it('stands still until it is moved', () => {
    const clock = createVirtualClock('2026-03-02T00:30:00.000Z');
    expect([clock.now(), clock.now()]).toEqual(['2026-03-02T00:30:00.000Z', '2026-03-02T00:30:00.000Z']);
    clock.advanceTo('2026-03-02T00:30:00.000Z');
    clock.advanceTo('2026-06-10T00:00:00.000Z');
    expect(clock.now()).toBe('2026-06-10T00:00:00.000Z');
  });

  it.each(['2026-03-02T00:29:59.999Z', 'tomorrow'])('refuses to go to %s and stays where it was', (instant) => {
    const clock = createVirtualClock('2026-03-02T00:30:00.000Z');
    expect(() => clock.advanceTo(instant)).toThrow(`cannot go to ${instant}`);
    expect(clock.now()).toBe('2026-03-02T00:30:00.000Z');
  });

  it('refuses to start at what is no time', () => {
    expect(() => createVirtualClock('soon')).toThrow(RangeError);
  });
});
