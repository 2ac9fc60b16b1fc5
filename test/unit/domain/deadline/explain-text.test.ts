import { describe, expect, it } from 'vitest';
import { explainDeadline } from '../../../../shared/domain/deadline/explain-deadline.ts';
import { explainText, walkLines } from '../../../../shared/domain/deadline/explain-text.ts';
import { buildCalendar, cn } from '../../../support/build-calendar.ts';

const calendar = buildCalendar();
const text = (from: string, within: string, lang: 'zh' | 'en' = 'zh', on = calendar) =>
  explainText(explainDeadline({ from: cn(from), within }, on), lang).split('\n');

describe('a printed explanation', () => {
  it('prints hours day by day in Chinese, with the notice behind each skipped day', () => {
    const holiday = '不计：国务院办公厅关于2026年部分节假日安排的通知：清明';
    expect(text('2026-04-03 17:13:27', '4.5 workingHours')).toEqual([
      '自 2026-04-03 周五 17:13:27 起算 4.5 工作时：',
      '  2026-04-03 周五  17:13:27–17:30  16 分 33 秒',
      `  2026-04-04 周六  ${holiday}`,
      `  2026-04-05 周日  ${holiday}`,
      `  2026-04-06 周一  ${holiday}`,
      '  2026-04-07 周二  08:30–12:00，14:00–14:43:27  4 小时 13 分 27 秒',
      '  合计 4.5 工作时，至 2026-04-07 周二 14:43:27',
      '截止时间：2026-04-07 周二 14:43:27（Asia/Shanghai）',
    ]);
  });

  it('prints days in English, with the make-up day and its notice', () => {
    expect(text('2026-05-08 09:00', '2 workingDays', 'en')).toEqual([
      'From 2026-05-08 Fri 09:00, 2 working days:',
      '  2026-05-08 Fri  first day, not counted (Civil Code art. 201)',
      '  2026-05-09 Sat  day 1, State Council notice on the public holidays of 2026: Labour Day (make-up workday)',
      '  2026-05-10 Sun  not counted: State Council rules on working hours, art. 7: Saturday and Sunday are days of rest',
      '  2026-05-11 Mon  day 2',
      '  Sum 2 working days, to 2026-05-11 Mon 17:30',
      'Due: 2026-05-11 Mon 17:30 (Asia/Shanghai)',
    ]);
  });

  it('cites the article by which a last day of rest moves on', () => {
    const lines = text('2026-03-06 09:00', '2 calendarDays');
    expect(lines[3]).toContain(
      '第 2 日，最后一日逢休息日，顺延（《民法典》第二百零三条），《国务院关于职工工作时间的规定》',
    );
    expect(lines[4]).toBe('  2026-03-09 周一  顺延至本日');
  });

  it('names the stages', () => {
    const stages = [
      { name: '围护', within: '3 emergencyHours' },
      { name: '恢复', within: '1 workingDays' },
    ];
    const lines = explainText(
      explainDeadline({ from: cn('2026-03-02 09:00'), within: '1 workingDays', stages }, calendar),
    );
    expect(lines).toContain('【围护】自 2026-03-02 周一 09:00 起算 3 紧急工作时：');
    expect(lines).toContain('【恢复】自 2026-03-02 周一 09:00 起算 1 个工作日：');
  });

  it('asks for another look, once, where a holiday notice is not known', () => {
    const lines = text('2030-03-01 09:00', '2 workingDays');
    expect(lines.filter((line) => line.startsWith('注意'))).toEqual([
      '注意：未见2030年节假日安排通知，通知公布后须复核',
    ]);
    expect(text('2030-03-01 09:00', '2 emergencyHours').at(-1)).toMatch(/^截止时间/);
  });

  it('marks shift hours, hours outside the office and the campaign’s own days', () => {
    const own = buildCalendar({
      shiftHours: [{ from: '07:00', to: '09:00', weekdays: [6] }],
      overrides: [{ date: '2026-03-08', work: true, notice: '周末集中行动通知' }],
    });
    const lines = text('2026-03-06 18:00', '3 workingHours', 'zh', own);
    expect(lines.slice(1, 4)).toEqual([
      '  2026-03-06 周五  不计：不在办公时间内',
      '  2026-03-07 周六  07:00–09:00  2 小时，错时上班',
      '  2026-03-08 周日  08:30–09:30  1 小时，周末集中行动通知',
    ]);
  });

  it('prints a walk back, as to a rung before a deadline', () => {
    expect(walkLines(calendar.walk(cn('2026-03-16 09:30'), { amount: -2, unit: 'workingHours' }), 'en')).toEqual([
      'Back from 2026-03-16 Mon 09:30, 2 working hours:',
      '  2026-03-16 Mon  08:30–09:30  1 h',
      '  2026-03-15 Sun  not counted: State Council rules on working hours, art. 7: Saturday and Sunday are days of rest',
      '  2026-03-14 Sat  not counted: State Council rules on working hours, art. 7: Saturday and Sunday are days of rest',
      '  2026-03-13 Fri  16:30–17:30  1 h',
      '  Sum 2 working hours, to 2026-03-13 Fri 16:30',
    ]);
  });
});
