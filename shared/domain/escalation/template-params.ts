import { zoneDays } from '../calendar/zone-days.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { RungName } from '../campaign/vocabulary.ts';
import { RUNG_NAMES } from '../campaign/words.ts';
import { type Instant, toMs } from '../instant.ts';

/** The values that a registered template may name; a gateway chooses among them by the template of the rung. */
export const TEMPLATE_PARAMS = ['unit', 'rung', 'count', 'month', 'day', 'time', 'link', 'token'] as const;
export type TemplateParam = (typeof TEMPLATE_PARAMS)[number];

/** The values of a message's template. The earliest deadline is given in the campaign's zone. */
export function templateParams(
  { rung, entries, dueAt }: { readonly rung: RungName; readonly entries: number; readonly dueAt: Instant },
  unit: { readonly name: string },
  token: string,
  { sending, timeZone }: Pick<Campaign, 'sending' | 'timeZone'>,
): Readonly<Record<TemplateParam, string>> {
  const { date, time } = zoneDays(timeZone).moment(toMs(dueAt));
  const [, month = '', day = ''] = date.split('-');
  return {
    unit: unit.name,
    rung: RUNG_NAMES[rung].zh,
    count: `${entries}`,
    month: `${Number(month)}`,
    day: `${Number(day)}`,
    time: time.slice(0, 5),
    link: `${sending.linkBase}${token}`,
    token,
  };
}
