/** The package's data: `2026-01-01` → `New Year's Day,元旦,1`. */
export interface PublishedDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const HEAD = `/**
 * The days that the yearly notices of the State Council's General Office rule on, as month and day by holiday and year.
 * From the data of the package \`chinese-days\`, which is five times larger, by \`npm run holidays\`: bring the package up to
 * date each November, run it, and a test compares the two.
 */
export interface HolidayDays {
  readonly zh: string;
  readonly en: string;
  readonly off: Readonly<Record<number, string>>;
  /** Make-up workdays 调休. */
  readonly work: Readonly<Record<number, string>>;
}

export const HOLIDAY_DAYS: readonly HolidayDays[] = [
`;

/** The module that keeps the published days in a small form. */
export function holidayNoticesText({ holidays, workdays }: PublishedDays): string {
  const names = new Map([...Object.values(holidays), ...Object.values(workdays)].map((text) => namesOf(text)));
  const holiday = ([zh, en]: readonly [string, string]): string =>
    [
      '  {',
      `    zh: ${quote(zh)},`,
      `    en: ${quote(en)},`,
      ...days('off', holidays, zh),
      ...days('work', workdays, zh),
      '  },',
    ].join('\n');
  return `${HEAD}${[...names].map(holiday).join('\n')}\n];\n`;
}

function namesOf(text: string): [zh: string, en: string] {
  const [en = '', zh = ''] = text.split(',');
  return [zh, en];
}

const quote = (text: string): string => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);

function days(field: string, published: Readonly<Record<string, string>>, zh: string): readonly string[] {
  const dates = Object.keys(published).filter((date) => namesOf(published[date] ?? '')[0] === zh);
  const years = Map.groupBy(dates.toSorted(), (date) => date.slice(0, 4));
  if (years.size === 0) return [`    ${field}: {},`];
  const rows = [...years].map(([year, own]) => `      ${year}: '${own.map(monthAndDay).join(' ')}',`);
  return [`    ${field}: {`, ...rows, '    },'];
}

const monthAndDay = (date: string): string => date.slice(5).replace('-', '');
