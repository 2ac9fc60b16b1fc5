import { describe, expect, it } from 'vitest';
import { parseWorkTime } from '../../../../shared/domain/calendar/work-time.ts';
import { buildCalendar, cn, wall } from '../../../support/build-calendar.ts';

const calendar = buildCalendar();
const add = (from: string, text: string, on = calendar) => wall(on.addWorking(cn(from), parseWorkTime(text)));

describe('emergency hours', () => {
  it.each([
    ['2026-05-01 23:00', '3 emergencyHours', '2026-05-02 02:00'],
    ['2026-02-16 12:00', '24 emergencyHours', '2026-02-17 12:00'],
    ['2026-03-02 10:00', '-12 emergencyHours', '2026-03-01 22:00'],
    ['2026-03-02 10:00', '0.5 emergencyHours', '2026-03-02 10:30'],
  ])('%s and %s: %s, through nights and holidays', (from, time, due) => expect(add(from, time)).toBe(due));
});

describe('working hours', () => {
  it.each([
    ['2026-03-02 09:00', '3 workingHours', '2026-03-02 12:00', 'the close of the morning counts as inside'],
    ['2026-03-02 09:00', '4 workingHours', '2026-03-02 15:00', 'the lunch break is skipped'],
    ['2026-03-02 12:30', '1 workingHours', '2026-03-02 15:00', 'a dispatch at lunch starts at 14:00'],
    ['2026-03-02 20:00', '2 workingHours', '2026-03-03 10:30', 'a dispatch in the evening starts next morning'],
    ['2026-03-02 09:00', '8 workingHours', '2026-03-03 10:00', 'a working day holds seven of them'],
    ['2026-03-06 17:00', '1.5 workingHours', '2026-03-09 09:30', 'the weekend is skipped'],
    ['2026-04-30 15:00', '4 workingHours', '2026-05-06 10:00', 'five days of Labour Day are skipped'],
    ['2026-05-08 16:00', '7 workingHours', '2026-05-09 16:00', 'the make-up Saturday counts'],
    ['2026-02-13 17:00', '8 workingHours', '2026-02-24 09:00', 'Spring Festival, with the Saturday made up before it'],
    ['2026-03-02 09:13:27', '0 workingHours', '2026-03-02 09:13:27', 'nothing added moves nothing'],
  ])('%s and %s: %s (%s)', (from, time, due) => expect(add(from, time)).toBe(due));

  it.each([
    ['2026-03-03 09:30', '-1 workingHours', '2026-03-03 08:30', 'the opening counts as inside'],
    ['2026-03-03 09:30', '-4 workingHours', '2026-03-02 14:30', 'over a night'],
    ['2026-05-06 10:00', '-4 workingHours', '2026-04-30 15:00', 'over a holiday'],
    ['2026-05-11 08:30', '-1 workingHours', '2026-05-09 16:30', 'into a make-up Saturday'],
    ['2026-03-08 12:00', '-7 workingHours', '2026-03-06 08:30', 'from a day of rest'],
  ])('%s and %s: %s (%s)', (from, time, due) => expect(add(from, time)).toBe(due));
});

describe('working days', () => {
  it.each([
    ['2026-03-02 09:00', '1 workingDays', '2026-03-03 17:30', 'the day of dispatch is not counted'],
    ['2026-03-02 23:59', '1 workingDays', '2026-03-03 17:30', 'whatever the hour'],
    ['2026-03-07 10:00', '1 workingDays', '2026-03-09 17:30', 'from a Saturday'],
    ['2026-04-29 10:00', '5 workingDays', '2026-05-09 17:30', 'Labour Day skipped, the make-up Saturday counted'],
    ['2026-02-12 10:00', '3 workingDays', '2026-02-24 17:30', 'Spring Festival'],
    ['2026-02-26 10:00', '2 workingDays', '2026-02-28 17:30', 'the Saturday made up after Spring Festival'],
    ['2026-04-03 10:00', '1 workingDays', '2026-04-07 17:30', 'Qingming'],
    ['2026-05-11 09:00', '-1 workingDays', '2026-05-09 17:30', 'back to the make-up Saturday'],
    ['2026-05-06 09:00', '-2 workingDays', '2026-04-29 17:30', 'back over Labour Day'],
    ['2026-05-03 09:00', '0 workingDays', '2026-05-03 09:00', 'nothing added moves nothing'],
  ])('%s and %s: %s (%s)', (from, time, due) => expect(add(from, time)).toBe(due));
});

describe('calendar days, by 民法典 art. 201 and 203', () => {
  it.each([
    ['2026-03-02 09:00', '1 calendarDays', '2026-03-03 17:30', 'art. 201: the first day is not counted'],
    ['2026-03-02 00:00', '7 calendarDays', '2026-03-09 17:30', 'not even from its first moment'],
    ['2026-03-02 09:00', '10 calendarDays', '2026-03-12 17:30', 'days of rest on the way count'],
    ['2026-03-02 09:00', '5 calendarDays', '2026-03-09 17:30', 'art. 203: a last day on Saturday moves to Monday'],
    ['2026-04-23 09:00', '8 calendarDays', '2026-05-06 17:30', 'art. 203: a last day in a holiday moves past it'],
    ['2026-04-29 09:00', '10 calendarDays', '2026-05-09 17:30', 'a last day on a make-up Saturday stays'],
    ['2026-02-27 09:00', '1 calendarDays', '2026-02-28 17:30', 'the same after Spring Festival'],
    ['2026-03-31 09:00', '31 calendarDays', '2026-05-06 17:30', 'over the end of a month'],
    ['2026-03-12 09:00', '-3 calendarDays', '2026-03-09 17:30', 'backwards'],
    ['2026-03-11 09:00', '-3 calendarDays', '2026-03-06 17:30', 'backwards, a last day on Sunday moves to Friday'],
    ['2026-03-02 09:00', '0 calendarDays', '2026-03-02 09:00', 'nothing added moves nothing'],
  ])('%s and %s: %s (%s)', (from, time, due) => expect(add(from, time)).toBe(due));
});

describe('what cannot be counted', () => {
  it('is half a day', () => {
    expect(() => calendar.addWorking(cn('2026-03-02 09:00'), { amount: 1.5, unit: 'workingDays' })).toThrow(
      '1.5 days cannot be counted',
    );
  });

  it('is a period of over a hundred years', () => {
    for (const text of ['99999 workingDays', '99999 calendarDays', '-999999 workingHours'])
      expect(() => add('2026-03-02 09:00', text)).toThrow('100 years');
  });
});

describe('overrides', () => {
  const own = buildCalendar({
    overrides: [
      { date: '2026-03-07', work: true, notice: '周末集中行动通知' },
      { date: '2026-03-10', work: false, notice: '县庆放假通知' },
    ],
  });

  it('move deadlines of every working unit', () => {
    expect(add('2026-03-06 17:00', '1 workingHours', own)).toBe('2026-03-07 09:00');
    expect(add('2026-03-06 17:00', '3 workingDays', own)).toBe('2026-03-11 17:30');
    expect(add('2026-03-09 09:00', '1 calendarDays', own)).toBe('2026-03-11 17:30');
  });
});
