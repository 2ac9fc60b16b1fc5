import { describe, expect, it } from 'vitest';
import { buildCalendar, cn, wall } from '../../../support/build-calendar.ts';

const clock = (calendar = buildCalendar(), date = '2026-03-02') =>
  calendar.intervals(date).map(({ from, to }) => `${wall(from).slice(11)}–${wall(to).slice(11)}`);

describe('the days of a working calendar', () => {
  const calendar = buildCalendar();

  it('puts an instant on the day of its zone, not of UTC', () => {
    expect(calendar.dayOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(calendar.dayOf('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(calendar.startOfDay('2026-03-02')).toBe('2026-03-01T16:00:00.000Z');
  });

  it('closes with the office, and at midnight on a day it does not open', () => {
    expect(wall(calendar.closeOfDay('2026-03-02'))).toBe('2026-03-02 17:30');
    expect(wall(calendar.closeOfDay('2026-03-07'))).toBe('2026-03-08 00:00');
  });

  it('lists the office hours of a working day and none of a day of rest', () => {
    expect(clock()).toEqual(['08:30–12:00', '14:00–17:30']);
    expect(clock(calendar, '2026-05-09')).toEqual(['08:30–12:00', '14:00–17:30']);
    expect(clock(calendar, '2026-05-01')).toEqual([]);
  });

  it('refuses dates and instants that do not exist, naming them', () => {
    expect(() => calendar.startOfDay('2026-02-30')).toThrow('"2026-02-30" is no calendar day');
    expect(() => calendar.dayOf('yesterday')).toThrow('"yesterday" is no instant');
    expect(() => buildCalendar({}, 'Asia/Pekin')).toThrow('"Asia/Pekin" is no time zone');
  });
});

describe('shift hours', () => {
  const shifts = [
    { from: '17:00', to: '20:00', weekdays: [1, 2, 3, 4, 5] },
    { from: '07:00', to: '09:00', weekdays: [6, 7] },
  ];
  const calendar = buildCalendar({
    shiftHours: shifts,
    overrides: [{ date: '2026-03-14', work: false, notice: '休整通知' }],
  });

  it('are merged with the office hours they overlap', () => {
    expect(clock(calendar)).toEqual(['08:30–12:00', '14:00–20:00']);
  });

  it('count on the weekends they name without making them working days', () => {
    expect(clock(calendar, '2026-03-07')).toEqual(['07:00–09:00']);
    expect(calendar.dayKind('2026-03-07').work).toBe(false);
    const friday = cn('2026-03-06 19:00');
    expect(wall(calendar.addWorking(friday, { amount: 2, unit: 'workingHours' }))).toBe('2026-03-07 08:00');
    expect(wall(calendar.addWorking(friday, { amount: 1, unit: 'workingDays' }))).toBe('2026-03-09 17:30');
  });

  it('join the office hours of a make-up Saturday', () => {
    expect(clock(calendar, '2026-05-09')).toEqual(['07:00–12:00', '14:00–17:30']);
  });

  it('never count on a public holiday or on a rest day of the campaign', () => {
    expect(clock(calendar, '2026-05-02')).toEqual([]);
    expect(clock(calendar, '2026-05-04')).toEqual([]);
    expect(clock(calendar, '2026-03-14')).toEqual([]);
  });

  it('leave the close of business with the office', () => {
    expect(wall(calendar.closeOfDay('2026-03-02'))).toBe('2026-03-02 17:30');
  });
});

describe('working time between two moments', () => {
  const calendar = buildCalendar();

  it.each([
    ['2026-03-02 09:00', '2026-03-02 11:30', 2.5],
    ['2026-03-02 11:00', '2026-03-02 15:00', 2],
    ['2026-03-02 06:00', '2026-03-03 00:00', 7],
    ['2026-04-30 15:00', '2026-05-06 10:00', 4],
    ['2026-05-08 16:30', '2026-05-11 09:30', 9],
    ['2026-05-01 09:00', '2026-05-05 17:00', 0],
    ['2026-03-03 09:00', '2026-03-02 17:00', -1],
  ])('from %s to %s are %d hours', (from, to, hours) => {
    expect(calendar.workingMsBetween(cn(from), cn(to)) / 3_600_000).toBe(hours);
  });

  it('refuses a distance of over a hundred years instead of counting it', () => {
    expect(() => calendar.workingMsBetween(cn('2026-03-02 09:00'), cn('9999-03-02 09:00'))).toThrow('100 years');
  });
});

describe('being in working time', () => {
  const calendar = buildCalendar();

  it.each([
    ['2026-03-02 08:29:59', false],
    ['2026-03-02 08:30', true],
    ['2026-03-02 12:00', true],
    ['2026-03-02 12:00:01', false],
    ['2026-05-04 10:00', false],
    ['2026-05-09 10:00', true],
  ])('%s: %s', (moment, expected) => {
    expect(calendar.isWorking(cn(moment))).toBe(expected);
  });

  it.each([
    ['2026-03-02 09:10', '2026-03-02 09:10'],
    ['2026-03-02 12:30', '2026-03-02 14:00'],
    ['2026-03-06 18:00', '2026-03-09 08:30'],
    ['2026-04-30 17:31', '2026-05-06 08:30'],
  ])('the next working moment from %s is %s', (moment, expected) => {
    expect(wall(calendar.nextWorking(cn(moment)))).toBe(expected);
  });

  it('still holds at midnight where the hours run up to it', () => {
    const night = buildCalendar({ shiftHours: [{ from: '20:00', to: '24:00', weekdays: [1] }] });
    expect(night.isWorking(cn('2026-03-03 00:00'))).toBe(true);
    expect(night.isWorking(cn('2026-03-03 00:01'))).toBe(false);
  });
});
