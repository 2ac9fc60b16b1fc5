import type { CalendarDate } from '../instant.ts';
import type { CalendarConfig } from './calendar-schema.ts';
import { followsHolidayNotices, hasHolidayNotice, type PublicDay, publicDay } from './public-holidays.ts';
import { isStatutoryYear, statutoryHoliday } from './statutory-holidays.ts';

export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'make-up' | 'campaign';

/** Whether people work on a day, why, and on whose notice. */
export interface DayKind {
  readonly date: CalendarDate;
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number;
  readonly work: boolean;
  readonly reason: DayReason;
  /** On whose notice, in Chinese; a campaign's own notice as it was written. */
  readonly notice: string;
  readonly noticeEn: string;
  /** No holiday notice is known for the year, so the day must be looked at again once it is out. */
  readonly provisional: boolean;
}

type Kind = Omit<DayKind, 'date' | 'weekday'>;

/** Public bodies rest on Saturdays and Sundays. */
const WEEK = {
  zh: '《国务院关于职工工作时间的规定》第七条：星期六、星期日为周休息日',
  en: 'State Council rules on working hours, art. 7: Saturday and Sunday are days of rest',
};

/** Classifies the days of one campaign: its own overrides first, then the public calendar of its zone, then the week. */
export function createDayKinds(
  config: CalendarConfig,
  timeZone: string,
): (date: CalendarDate, weekday: number) => DayKind {
  const overrides = new Map(config.overrides.map((override) => [override.date, override]));
  const otherwise = followsHolidayNotices(timeZone) ? mainlandKind : foreignKind(timeZone);
  return (date, weekday) => {
    const override = overrides.get(date);
    return { date, weekday, ...(override ? campaignKind(override) : otherwise(date, weekday)) };
  };
}

const campaignKind = ({ work, notice }: { work: boolean; notice: string }): Kind => ({
  work,
  reason: 'campaign',
  notice,
  noticeEn: notice,
  provisional: false,
});

function mainlandKind(date: CalendarDate, weekday: number): Kind {
  const day = publicDay(date);
  if (day) return publicKind(day);
  const year = Number(date.slice(0, 4));
  if (hasHolidayNotice(year)) return weekKind(weekday, WEEK.zh, WEEK.en);
  return { ...unannouncedKind(date, weekday, year), provisional: true };
}

const publicKind = ({ work, zh, en, noticeYear }: PublicDay): Kind => ({
  work,
  reason: work ? 'make-up' : 'holiday',
  notice: `国务院办公厅关于${noticeYear}年部分节假日安排的通知：${zh}${work ? '（调休上班）' : ''}`,
  noticeEn: `State Council notice on the public holidays of ${noticeYear}: ${en}${work ? ' (make-up workday)' : ''}`,
  provisional: false,
});

/** A day of a year whose notice isn't out: the holidays of the law stand, what is moved around them is not known. */
function unannouncedKind(date: CalendarDate, weekday: number, year: number): Kind {
  if (!isStatutoryYear(year))
    return weekKind(
      weekday,
      `未见${year}年节假日安排通知，仅按周末计算`,
      `no holiday notice known for ${year}; weekends only`,
    );
  const notice = `未见${year}年节假日安排通知，仅按法定节假日和周末计算`;
  const noticeEn = `no holiday notice known for ${year}; statutory holidays and weekends only`;
  const holiday = statutoryHoliday(date);
  if (!holiday) return weekKind(weekday, notice, noticeEn);
  return {
    work: false,
    reason: 'holiday',
    notice: `《全国年节及纪念日放假办法》：${holiday.zh}（${notice}）`,
    noticeEn: `Regulation on public holidays: ${holiday.en} (${noticeEn})`,
    provisional: true,
  };
}

const foreignKind =
  (timeZone: string) =>
  (_date: CalendarDate, weekday: number): Kind =>
    weekKind(
      weekday,
      `未收录 ${timeZone} 的公共假日，仅按周末及本专项行动的安排计算`,
      `no public holidays known for ${timeZone}; weekends and the campaign's own days only`,
    );

const weekKind = (weekday: number, notice: string, noticeEn: string): Kind => ({
  work: weekday <= 5,
  reason: weekday <= 5 ? 'weekday' : 'weekend',
  notice,
  noticeEn,
  provisional: false,
});
