import { beforeEach, describe, expect, it, vi } from 'vitest';
import { WORK_TIME_UNITS, type WorkTime } from '../../../../shared/domain/calendar/work-time.ts';
import { buildCalendar, cn } from '../../../support/build-calendar.ts';

const uses = vi.hoisted(() => ({
  count: 0,
  async of(load: () => Promise<object>): Promise<object> {
    const counted = Object.entries(await load()).map(([name, real]) => {
      const call = (...args: unknown[]) => {
        uses.count += 1;
        return real(...args);
      };
      return [name, typeof real === 'function' ? call : real];
    });
    return Object.fromEntries(counted);
  },
}));

vi.mock('temporal-polyfill/fns/Instant', (original) => uses.of(original));
vi.mock('temporal-polyfill/fns/PlainDate', (original) => uses.of(original));
vi.mock('temporal-polyfill/fns/PlainDateTime', (original) => uses.of(original));
vi.mock('temporal-polyfill/fns/PlainTime', (original) => uses.of(original));
vi.mock('temporal-polyfill/fns/ZonedDateTime', (original) => uses.of(original));

/** One deadline of each unit, on and back, from each of sixty days. */
function computeAll(calendar = buildCalendar()): void {
  for (let day = 0; day < 60; day += 1) {
    const from = new Date(Date.parse(cn('2026-04-01 10:15')) + day * 86_400_000).toISOString();
    for (const unit of WORK_TIME_UNITS)
      for (const amount of [10, -10]) calendar.addWorking(from, { amount, unit } satisfies WorkTime);
    calendar.workingMsBetween(from, cn('2026-06-09 12:00'));
    calendar.nextWorking(from);
    calendar.dayOf(from);
  }
}

describe('a warm calendar', () => {
  beforeEach(() => {
    uses.count = 0;
  });

  it('computes deadlines without Temporal, which is slow', () => {
    const calendar = buildCalendar();
    computeAll(calendar);
    expect(uses.count).toBeGreaterThan(60);
    uses.count = 0;
    computeAll(calendar);
    expect(uses.count).toBe(0);
  });

  it('hands the days of its zone on to a second calendar', () => {
    computeAll(buildCalendar());
    uses.count = 0;
    computeAll(buildCalendar({ officeHours: [{ from: '09:00', to: '17:00' }] }));
    expect(uses.count).toBe(0);
  });

  it('asks Temporal at most twice for each day of a zone it has never seen', () => {
    const calendar = buildCalendar({}, 'Asia/Urumqi');
    uses.count = 0;
    calendar.workingMsBetween(cn('2026-04-01 00:00'), cn('2026-05-01 00:00'));
    expect(uses.count).toBeGreaterThan(0);
    expect(uses.count).toBeLessThanOrEqual(2 * 33);
  });
});
