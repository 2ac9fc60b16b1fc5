import { describe, expect, it } from 'vitest';
import { calendarSchema } from '../../../../shared/domain/calendar/calendar-schema.ts';

const messages = (input: unknown) =>
  calendarSchema.safeParse(input).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);

describe('the calendar of a campaign', () => {
  it('opens the offices 08:30–12:00 and 14:00–17:30 unless told otherwise', () => {
    expect(calendarSchema.parse({}).officeHours).toEqual([
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '17:30' },
    ]);
  });

  it('refuses shift hours that end before they begin', () => {
    expect(messages({ shiftHours: [{ from: '20:00', to: '18:00', weekdays: [1] }] })).toEqual([
      'shiftHours.0.to: 结束应晚于开始 ｜ it ends before it begins; "from" must be earlier than "to"',
    ]);
  });

  it('refuses a day that is set twice, naming it', () => {
    const overrides = [
      { date: '2026-06-06', work: true, notice: '市创卫办通知一' },
      { date: '2026-06-06', work: false, notice: '市创卫办通知二' },
    ];
    expect(messages({ overrides })).toEqual([
      'overrides.1.date: 2026-06-06 写了两次，请留一条 ｜ 2026-06-06 is set twice; keep one',
    ]);
  });

  it('refuses a time of day that no clock shows', () => {
    expect(messages({ officeHours: [{ from: '8:30', to: '25:00' }] })?.length).toBeGreaterThan(0);
  });
});
