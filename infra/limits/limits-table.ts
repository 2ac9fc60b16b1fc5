import { readFileSync } from 'node:fs';

/** A quota of AWS, and what a stage takes of it at most. */
export interface Limit {
  readonly id: string;
  readonly quota: string;
  /** As it is for a new account. */
  readonly limit: number;
  readonly unit: string;
  /** A bound that holds for 100,000 inspections over 100 days; a test computes what it can from the code. */
  readonly ours: number;
  readonly how: string;
  readonly source: string;
}

export interface Limits {
  readonly lookedUp: string;
  readonly rows: readonly Limit[];
}

/** Where the table stands in the README. */
export const MARKERS = { begin: '<!-- limits -->', end: '<!-- /limits -->' } as const;

/** The committed quotas. */
export const readLimits = (): Limits =>
  JSON.parse(readFileSync(new URL('limits.json', import.meta.url), 'utf8')) as Limits;

const amount = (value: number, unit: string): string => `${value.toLocaleString('en-US')}${unit ? ` ${unit}` : ''}`;

/** How many times what we take would fit, as people say it. */
function headroom({ limit, ours }: Limit): string {
  const times = limit / ours;
  if (times < 1) return 'too low';
  return times >= 10 ? `${Math.floor(times).toLocaleString('en-US')} ×` : `${Math.floor(times * 10) / 10} ×`;
}

/** The table of limits as Markdown. */
export function limitsTable({ rows }: Limits): string {
  const lines = rows.map((row) => {
    const { quota, limit, unit, ours, how, source } = row;
    return `| [${quota}](${source}) | ${amount(limit, unit)} | ${amount(ours, unit)} | ${headroom(row)} | ${how} |`;
  });
  return ['| quota | limit | ours | headroom | how |', '|---|--:|--:|--:|---|', ...lines].join('\n');
}

/** The page with the table between its markers. Throws where the page has no markers. */
export function withLimitsTable(page: string, limits: Limits): string {
  const [before, rest] = page.split(MARKERS.begin);
  const [, after] = rest?.split(MARKERS.end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`the page has no ${MARKERS.begin} … ${MARKERS.end}; put both where the table belongs`);
  }
  return `${before}${MARKERS.begin}\n${limitsTable(limits)}\n${MARKERS.end}${after}`;
}
