import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendars, instants, workingHours, workTimes } from '../../../support/calendar-arbitraries.ts';

const HOUR_MS = 3_600_000;

describe('whatever the calendar', () => {
  it('a deadline never lies outside working time, save in emergency hours', () => {
    fc.assert(
      fc.property(calendars, instants, workTimes, (calendar, from, time) => {
        fc.pre(time.unit !== 'emergencyHours');
        expect(calendar.isWorking(calendar.addWorking(from, time))).toBe(true);
      }),
    );
  });

  it('a deadline never comes before its start, nor a mark before it after it', () => {
    fc.assert(
      fc.property(calendars, instants, workTimes, (calendar, from, time) => {
        const end = calendar.addWorking(from, time);
        expect(time.amount > 0 ? end > from : end < from).toBe(true);
      }),
    );
  });

  it('a later start never brings an earlier deadline', () => {
    fc.assert(
      fc.property(calendars, instants, instants, workTimes, (calendar, one, other, time) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(calendar.addWorking(early, time) <= calendar.addWorking(late, time)).toBe(true);
      }),
    );
  });

  it('working hours added one after the other are working hours added together', () => {
    fc.assert(
      fc.property(calendars, instants, workingHours, workingHours, (calendar, from, a, b) => {
        const sum = { amount: a.amount + b.amount, unit: a.unit };
        const stepwise = calendar.addWorking(calendar.addWorking(from, a), b);
        expect(stepwise).toBe(calendar.addWorking(from, sum));
      }),
    );
  });

  it('as much working time lies before a deadline in working hours as was given', () => {
    fc.assert(
      fc.property(calendars, instants, workingHours, fc.boolean(), (calendar, from, hours, back) => {
        const time = { ...hours, amount: back ? -hours.amount : hours.amount };
        const between = calendar.workingMsBetween(from, calendar.addWorking(from, time));
        expect(between).toBe(Math.round(time.amount * HOUR_MS));
      }),
    );
  });

  it('working time between three moments adds up', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, (calendar, a, b, c) => {
        const sum = calendar.workingMsBetween(a, b) + calendar.workingMsBetween(b, c);
        expect(calendar.workingMsBetween(a, c)).toBe(sum);
      }),
    );
  });

  it('no working time passes before the next working moment', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, from) => {
        const next = calendar.nextWorking(from);
        expect(calendar.isWorking(next)).toBe(true);
        expect(calendar.workingMsBetween(from, next)).toBe(0);
      }),
    );
  });

  it('the recorded walk ends where the deadline lies, and its days add up to the amount', () => {
    fc.assert(
      fc.property(calendars, instants, workTimes, (calendar, from, time) => {
        const walk = calendar.walk(from, time);
        expect(walk.end.instant).toBe(calendar.addWorking(from, time));
        expect(walk.counted).toBe(Math.abs(time.amount));
      }),
    );
  });

  it('the recorded walk misses no day between its first and its last', () => {
    fc.assert(
      fc.property(calendars, instants, workTimes, (calendar, from, time) => {
        const dates = calendar.walk(from, time).days.map((day) => Date.parse(day.date) / 86_400_000);
        const first = dates[0] ?? Number.NaN;
        expect(dates).toEqual(dates.map((_, index) => first + index * Math.sign(time.amount)));
      }),
    );
  });
});
