import * as z from 'zod';

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

/** Text such as `3 workingHours`, `-4 workingHours` or `+2 workingDays`; days are whole. */
export const workTimeSchema = z
  .string()
  .regex(PATTERN, 'a number and one of emergencyHours, workingHours, workingDays, calendarDays, as in "4 workingHours"')
  .refine((text) => !/\.\d+ \w+Days$/.test(text), 'days are whole numbers');

/** Parses what `workTimeSchema` accepts; throws on anything else, so call it on validated text only. */
export function parseWorkTime(text: string): WorkTime {
  const match = PATTERN.exec(text);
  if (!match) throw new Error(`"${text}" is no working time; write for example "4 workingHours"`);
  return { amount: Number(match[1]), unit: match[2] as WorkTimeUnit };
}
