import type { CalendarDate } from '../instant.ts';
import type { CalendarConfig } from './calendar-schema.ts';
import { followsHolidayNotices, hasHolidayNotice, type PublicDay, publicDay } from './public-holidays.ts';

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
  /** No holiday notice is known for the year: only weekends rest, and the day must be looked at again once it is out. */
  readonly provisional: boolean;
}

type Kind = Omit<DayKind, 'date' | 'weekday'>;

/** 国务院关于职工工作时间的规定 art. 7: public bodies rest on Saturdays and Sundays. */
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
  const bound = followsHolidayNotices(timeZone);
  return (date, weekday) => {
    const override = overrides.get(date);
    if (override) return { date, weekday, ...campaignKind(override) };
    const day = bound ? publicDay(date) : undefined;
    return { date, weekday, ...(day ? publicKind(day) : weekKind(date, weekday, bound ? undefined : timeZone)) };
  };
}

const campaignKind = ({ work, notice }: { work: boolean; notice: string }): Kind => ({
  work,
  reason: 'campaign',
  notice,
  noticeEn: notice,
  provisional: false,
});

const publicKind = ({ work, zh, en, noticeYear }: PublicDay): Kind => ({
  work,
  reason: work ? 'make-up' : 'holiday',
  notice: `国务院办公厅关于${noticeYear}年部分节假日安排的通知：${zh}${work ? '（调休上班）' : ''}`,
  noticeEn: `State Council notice on the public holidays of ${noticeYear}: ${en}${work ? ' (make-up workday)' : ''}`,
  provisional: false,
});

/** An ordinary day of the week; `foreignZone` is set where no public holidays are known at all. */
function weekKind(date: CalendarDate, weekday: number, foreignZone: string | undefined): Kind {
  const year = Number(date.slice(0, 4));
  const provisional = !foreignZone && !hasHolidayNotice(year);
  const notice = weekNotice(year, foreignZone, provisional);
  const work = weekday <= 5;
  return { work, reason: work ? 'weekday' : 'weekend', notice: notice.zh, noticeEn: notice.en, provisional };
}

function weekNotice(year: number, foreignZone: string | undefined, provisional: boolean): { zh: string; en: string } {
  if (foreignZone)
    return {
      zh: `未收录 ${foreignZone} 的公共假日，仅按周末及本专项行动的安排计算`,
      en: `no public holidays known for ${foreignZone}; weekends and the campaign's own days only`,
    };
  if (!provisional) return WEEK;
  return {
    zh: `未见${year}年节假日安排通知，仅按周末计算`,
    en: `no holiday notice known for ${year}; weekends only`,
  };
}
