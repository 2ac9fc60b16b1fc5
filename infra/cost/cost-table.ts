import type { CostInputs } from './cost-inputs.ts';
import { type CostRow, costRows } from './cost-rows.ts';
import { addUp, type Scope, usdOf } from './quantities.ts';

/** Where the table stands in the README. */
export const MARKERS = { begin: '<!-- cost -->', end: '<!-- /cost -->' } as const;

/** What the README's table is for. */
export const SCOPE: Scope = { inspections: 100_000, days: 100 };

/** The columns: what is added up in each. */
const COLUMNS = [
  { title: 'write units', names: ['writeUnits'] },
  { title: 'read units', names: ['readUnits'] },
  { title: 'calls', names: ['lambdaRequests'] },
  { title: 'GB-s', names: ['lambdaGbSeconds'] },
] as const;
const SHOWN: ReadonlySet<string> = new Set(COLUMNS.flatMap(({ names }) => names));

/** How the other quantities are called. */
const WORDS: Readonly<Record<string, string>> = {
  apiRequests: 'API requests',
  schedulerInvocations: 'Scheduler starts',
  stateTransitions: 'transitions',
  s3Puts: 'files put',
  s3Gets: 'files read',
  tableGbMonths: 'GB-months of table',
  recoveryGbMonths: 'GB-months of recovery',
  smsToUsNumbers: 'SMS',
  logGb: 'GB',
  traces: 'traces',
  alarmMonths: 'alarm-months',
  dashboardMonths: 'dashboard-months',
  keyMonths: 'key-months',
};

/** What a campaign of the README's size costs in US dollars: by itself, with what people do, and apart from both. */
export function costTotals(inputs: CostInputs, scope = SCOPE) {
  const { itself, people, apart } = costRows(inputs, scope);
  const sum = (rows: readonly CostRow[]) => usdOf(addUp(rows.map(({ quantities }) => quantities)), inputs.prices);
  return { itself: sum(itself), people: sum(people), apart: sum(apart) };
}

/** The cost table as Markdown. */
export function costTable(inputs: CostInputs, scope = SCOPE): string {
  const rows = costRows(inputs, scope);
  const totals = costTotals(inputs, scope);
  const lines = (of: readonly CostRow[]) => of.map(({ what, quantities }) => lineOf(what, quantities, inputs));
  const sum = (what: string, usd: number) => `| **${what}** | | | | | | **${usd.toFixed(2)}** |`;
  return [
    `| for ${scope.inspections.toLocaleString('en-US')} inspections over ${scope.days} days | ${COLUMNS.map(({ title }) => title).join(' | ')} | besides | USD |`,
    `|---|${COLUMNS.map(() => '--:').join('|')}|---|--:|`,
    ...lines(rows.itself),
    sum('what happens by itself', totals.itself),
    ...lines(rows.people),
    sum('with what people do', totals.itself + totals.people),
    ...lines(rows.apart),
  ].join('\n');
}

function lineOf(what: string, quantities: CostRow['quantities'], { prices }: CostInputs): string {
  const cells = COLUMNS.map(({ names }) => shown(names.reduce((sum, name) => sum + (quantities[name] ?? 0), 0)));
  const besides = Object.entries(quantities)
    .filter(([name, quantity]) => !SHOWN.has(name) && quantity > 0)
    .map(([name, quantity]) => `${shown(quantity)} ${WORDS[name] ?? name}`);
  return `| ${what} | ${cells.join(' | ')} | ${besides.join(', ')} | ${usdOf(quantities, prices).toFixed(2)} |`;
}

const shown = (quantity: number): string => {
  if (quantity === 0) return '';
  return quantity < 100 ? String(Number(quantity.toPrecision(2))) : Math.round(quantity).toLocaleString('en-US');
};

/** The page with the table between its markers. Throws where the page has no markers. */
export function withCostTable(page: string, inputs: CostInputs): string {
  const [before, rest] = page.split(MARKERS.begin);
  const [, after] = rest?.split(MARKERS.end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`the page has no ${MARKERS.begin} … ${MARKERS.end}; put both where the table belongs`);
  }
  return `${before}${MARKERS.begin}\n${costTable(inputs)}\n${MARKERS.end}${after}`;
}
