import { dayNumber, zoneDays } from '../calendar/zone-days.ts';
import type { SendingConfig } from '../campaign/ladder-schema.ts';
import { type CalendarDate, DAY_MS, type Instant, toInstant, toMs } from '../instant.ts';

interface Days {
  readonly timeZone: string;
  dayOf(instant: Instant): CalendarDate;
}

/** When messages may go out: the same hours every day, in the campaign's zone. */
export interface SendingWindow {
  /** The moment itself inside the window, else the next opening. */
  releaseAt(instant: Instant): Instant;
}

/** Compiles the sending window of a campaign; openings are computed once a day. */
export function createSendingWindow({ window }: Pick<SendingConfig, 'window'>, days: Days): SendingWindow {
  const known = new Map<CalendarDate, { readonly opens: Instant; readonly closes: Instant }>();
  const moment = (date: CalendarDate, time: string): Instant => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return toInstant(zoneDays(days.timeZone).wallTime(dayNumber(date), hours * 60 + minutes));
  };
  const on = (date: CalendarDate) => {
    const before = known.get(date);
    if (before) return before;
    const hours = { opens: moment(date, window.from), closes: moment(date, window.to) };
    known.set(date, hours);
    return hours;
  };
  return {
    releaseAt(instant) {
      const date = days.dayOf(instant);
      const { opens, closes } = on(date);
      if (instant < opens) return opens;
      return instant < closes ? instant : on(days.dayOf(toInstant(toMs(closes) + DAY_MS))).opens;
    },
  };
}
