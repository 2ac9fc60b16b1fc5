import type { Moment } from '../calendar/zone-days.ts';

/** The words of an explanation in one language. */
export interface ExplainWords {
  readonly weekdays: readonly string[];
  readonly clause: string;
  readonly from: (start: string, time: string) => string;
  readonly back: (start: string, time: string) => string;
  readonly stage: (name: string, heading: string) => string;
  readonly startDay: string;
  readonly outsideHours: string;
  readonly notCounted: string;
  readonly shift: string;
  readonly nth: (n: number) => string;
  readonly lastRests: string;
  readonly rolled: string;
  readonly sum: (counted: string, end: string) => string;
  readonly due: (end: string, timeZone: string) => string;
  readonly check: (year: number) => string;
  readonly duration: (hours: number, minutes: number, seconds: number) => string;
}

const zh: ExplainWords = {
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  clause: '，',
  from: (start, time) => `自 ${start} 起算 ${time}：`,
  back: (start, time) => `自 ${start} 倒推 ${time}：`,
  stage: (name, heading) => `【${name}】${heading}`,
  startDay: '起算日不计入（《民法典》第二百零一条）',
  outsideHours: '不计：不在办公时间内',
  notCounted: '不计：',
  shift: '错时上班',
  nth: (n) => `第 ${n} 日`,
  lastRests: '最后一日逢休息日，顺延（《民法典》第二百零三条）',
  rolled: '顺延至本日',
  sum: (counted, end) => `合计 ${counted}，至 ${end}`,
  due: (end, timeZone) => `截止时间：${end}（${timeZone}）`,
  check: (year) => `注意：未见${year}年节假日安排通知，通知公布后须复核`,
  duration: (hours, minutes, seconds) =>
    [hours && `${hours} 小时`, minutes && `${minutes} 分`, seconds && `${seconds} 秒`].filter(Boolean).join(' '),
};

const en: ExplainWords = {
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  clause: ', ',
  from: (start, time) => `From ${start}, ${time}:`,
  back: (start, time) => `Back from ${start}, ${time}:`,
  stage: (name, heading) => `[${name}] ${heading}`,
  startDay: 'first day, not counted (Civil Code art. 201)',
  outsideHours: 'not counted: outside office hours',
  notCounted: 'not counted: ',
  shift: 'shift hours',
  nth: (n) => `day ${n}`,
  lastRests: 'last day is a day of rest, moves on (Civil Code art. 203)',
  rolled: 'moved to this day',
  sum: (counted, end) => `Sum ${counted}, to ${end}`,
  due: (end, timeZone) => `Due: ${end} (${timeZone})`,
  check: (year) => `Note: no holiday notice is known for ${year}; check again once it is published`,
  duration: (hours, minutes, seconds) =>
    [hours && `${hours} h`, minutes && `${minutes} min`, seconds && `${seconds} s`].filter(Boolean).join(' '),
};

export const EXPLAIN_WORDS = { zh, en } as const;

/** `2026-05-06 周三`. */
export const dateText = ({ date, weekday }: Pick<Moment, 'date' | 'weekday'>, words: ExplainWords): string =>
  `${date} ${words.weekdays[weekday - 1]}`;

/** `2026-05-06 周三 10:00`. */
export const momentText = (moment: Moment, words: ExplainWords): string => `${dateText(moment, words)} ${moment.time}`;
