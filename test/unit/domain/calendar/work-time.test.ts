import { describe, expect, it } from 'vitest';
import { parseWorkTime, workTimeSchema, workTimeText } from '../../../../shared/domain/calendar/work-time.ts';

describe('a working time', () => {
  it.each([
    ['3 workingHours', { amount: 3, unit: 'workingHours' }],
    ['-4 workingHours', { amount: -4, unit: 'workingHours' }],
    ['+2 workingDays', { amount: 2, unit: 'workingDays' }],
    ['0 workingHours', { amount: 0, unit: 'workingHours' }],
    ['1.5 emergencyHours', { amount: 1.5, unit: 'emergencyHours' }],
    ['15 calendarDays', { amount: 15, unit: 'calendarDays' }],
  ])('reads %s', (text, expected) => {
    expect(workTimeSchema.safeParse(text).success).toBe(true);
    expect(parseWorkTime(text)).toEqual(expected);
  });

  it.each(['', '3', '3 hours', '3  workingHours', 'three workingHours', '1.5 workingDays', '2.0 calendarDays'])(
    'refuses "%s", by schema and by parser alike',
    (text) => {
      expect(workTimeSchema.safeParse(text).success).toBe(false);
      expect(() => parseWorkTime(text)).toThrow(text);
    },
  );

  it('lets a refinement on top parse without a guard, because a wrong text never reaches it', () => {
    const positive = workTimeSchema.refine((text) => parseWorkTime(text).amount > 0);
    expect(positive.safeParse('soon').success).toBe(false);
    expect(positive.safeParse('1.5 workingDays').success).toBe(false);
  });

  it('reads in Chinese by default and in English with the right number', () => {
    expect(workTimeText({ amount: -4, unit: 'workingHours' })).toBe('4 工作时');
    expect(workTimeText({ amount: 3, unit: 'workingDays' })).toBe('3 个工作日');
    expect(workTimeText({ amount: 1, unit: 'calendarDays' }, 'en')).toBe('1 calendar day');
    expect(workTimeText({ amount: 3, unit: 'emergencyHours' }, 'en')).toBe('3 emergency hours');
  });
});
