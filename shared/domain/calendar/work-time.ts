import * as z from 'zod';
import { bilingual } from '../bilingual.ts';

/**
 * The four time units of the field (数字城管 practice):
 * emergency hours 紧急工作时 run through nights and holidays, working hours 工作时 only inside the office hours,
 * working days 工作日 skip holidays, calendar days 自然日 skip nothing.
 */
export const WORK_TIME_UNITS = ['emergencyHours', 'workingHours', 'workingDays', 'calendarDays'] as const;
export type WorkTimeUnit = (typeof WORK_TIME_UNITS)[number];

export interface WorkTime {
  readonly amount: number;
  readonly unit: WorkTimeUnit;
}

const PATTERN = /^([+-]?\d+(?:\.\d+)?) (emergencyHours|workingHours|workingDays|calendarDays)$/;
const SPLIT_DAY = /\.\d+ \w+Days$/;

/**
 * Text such as `3 workingHours`, `-4 workingHours` or `+2 workingDays`; days are whole.
 * Both checks abort, so that a refinement laid on top may parse the text without guarding against nonsense.
 */
export const workTimeSchema = z
  .string()
  .regex(PATTERN, {
    abort: true,
    error: bilingual(
      '应为数字加单位（emergencyHours、workingHours、workingDays、calendarDays），如 "4 workingHours"',
      'it must be a number and one of emergencyHours, workingHours, workingDays, calendarDays, as in "4 workingHours"',
    ),
  })
  .refine((text) => !SPLIT_DAY.test(text), {
    abort: true,
    error: bilingual('天数应为整数，余下的用小时写', 'days are whole numbers; write the rest in hours'),
  });

/** Parses what `workTimeSchema` accepts; throws on anything else, so call it on validated text only. */
export function parseWorkTime(text: string): WorkTime {
  const match = PATTERN.exec(text);
  if (!match) throw new Error(`"${text}" is no working time; write for example "4 workingHours"`);
  if (SPLIT_DAY.test(text)) throw new Error(`"${text}" splits a day; days are whole numbers, write the rest in hours`);
  return { amount: Number(match[1]), unit: match[2] as WorkTimeUnit };
}

const UNIT_NAMES = {
  emergencyHours: { zh: '紧急工作时', en: 'emergency hours' },
  workingHours: { zh: '工作时', en: 'working hours' },
  workingDays: { zh: '个工作日', en: 'working days' },
  calendarDays: { zh: '个自然日', en: 'calendar days' },
} as const satisfies Record<WorkTimeUnit, { zh: string; en: string }>;

/** A working time as people read it, without its sign: `8 工作时`, `3 working days`. */
export function workTimeText(time: WorkTime, lang: 'zh' | 'en' = 'zh'): string {
  const amount = Math.abs(time.amount);
  const name = UNIT_NAMES[time.unit][lang];
  return `${amount} ${lang === 'en' && amount === 1 ? name.slice(0, -1) : name}`;
}
