import type { CostInputs } from './cost-inputs.ts';
import { gbSeconds } from './lambda-time.ts';

/** Memory of the functions in MB; a test holds it to the stacks. */
export const MEMORY = {
  InspectionIntake: 1024,
  UnitApi: 1024,
  DueTracking: 512,
  EscalationDelivery: 512,
  CampaignStarter: 512,
  CampaignPhase: 1024,
  Ranking: 1024,
  BulletinPublishing: 1024,
} as const;

/** What the table is for. */
export interface Scope {
  readonly inspections: number;
  readonly days: number;
}

/** Quantities by the name of their price. */
export type Quantities = Readonly<Record<string, number>>;

/** One kind of work with all it is billed for. */
export interface CostRow {
  readonly what: string;
  readonly quantities: Quantities;
}

export interface CostRows {
  /** What happens by itself once an inspection is handed in. */
  readonly itself: readonly CostRow[];
  /** What units, inspectors and office do about the problems. */
  readonly people: readonly CostRow[];
  /** SMS and whatever watches: no data and no compute. */
  readonly apart: readonly CostRow[];
}

const DAYS_A_MONTH = 30.4;
const MINUTES_A_DAY = 1440;
/** How often is looked, in minutes, as the schedule says; a test reads it there. */
export const MINUTES = { sweep: 1, deliver: 2, start: 5 } as const;
const GB = 1024 ** 3;
/** The stacks have no more alarms; a test counts them. */
export const ALARMS = 80;
/** Bytes a call logs: Lambda's own three lines and one of ours. */
const LOGGED_BYTES = 900;
/** A walk that goes on where last week's ended passes through the phases to where it stands: two states each. */
const STATES_A_WEEK = 6;

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Everything that a campaign of that size is billed for. */
export function costRows(inputs: CostInputs, scope: Scope): CostRows {
  const { played, counted, transitions } = inputs;
  const scale = scope.inspections / played.inspections;
  const of = (name: string) => {
    const { requests = 0, write = 0, read = 0 } = played.table[name] ?? {};
    return { requests: requests * scale, writeUnits: write * scale, readUnits: read * scale };
  };
  const lambda = (memory: number, calls: number, requests: number, rounds = requests) => ({
    lambdaRequests: calls,
    lambdaGbSeconds: gbSeconds({ calls, requests, rounds, memory }),
  });
  const tick = (name: string, memory: number, minutes: number): Quantities => {
    const { requests = {}, rounds = 0, sized = { read: 0 } } = counted[name] ?? {};
    const each = Object.values(requests).reduce((sum, count) => sum + count, 0);
    const ticks = (scope.days * MINUTES_A_DAY) / minutes;
    return {
      schedulerInvocations: ticks,
      readUnits: ticks * sized.read,
      ...lambda(memory, ticks, ticks * each, ticks * rounds),
    };
  };
  const work = (name: string, memory: number, calls: number): Quantities => {
    const { requests, ...units } = of(name);
    return { ...units, ...lambda(memory, calls, requests) };
  };
  const gb = (played.storedBytes * scale) / GB;
  const months = scope.days / DAYS_A_MONTH;
  const commands = played.commands * scale;
  const calls = (name: keyof typeof MEMORY) => transitions.calls[name] ?? 0;
  const itself: CostRow[] = [
    {
      what: `take in ${number(scope.inspections)} inspections with ${number(played.problems * scale)} problems, one a request`,
      quantities: {
        apiRequests: scope.inspections,
        ...work('inspection-intake', MEMORY.InspectionIntake, scope.inspections),
      },
    },
    { what: 'look each minute what has fallen due', quantities: tick('emptySweep', MEMORY.DueTracking, MINUTES.sweep) },
    {
      what: `decide ${number(played.rungs * scale)} rungs`,
      quantities: work('due-tracking', MEMORY.DueTracking, 0),
    },
    {
      what: `look each ${MINUTES.deliver} minutes what is to be sent`,
      quantities: tick('emptyDelivery', MEMORY.EscalationDelivery, MINUTES.deliver),
    },
    {
      what: `send ${number(played.messages * scale)} SMS, without their price`,
      quantities: work('escalation-delivery', MEMORY.EscalationDelivery, 0),
    },
    {
      what: `look each ${MINUTES.start} minutes which workflow is missing`,
      quantities: tick('emptyStart', MEMORY.CampaignStarter, MINUTES.start),
    },
    {
      what: 'walk the agenda',
      quantities: {
        stateTransitions: transitions.campaign + Math.ceil(scope.days / 7) * STATES_A_WEEK,
        ...work('campaign-phase', MEMORY.CampaignPhase, calls('CampaignPhase')),
      },
    },
    {
      what: 'rank, propose and publish each window',
      quantities: addUp([
        work('ranking', MEMORY.Ranking, calls('Ranking')),
        work('bulletin-publishing', MEMORY.BulletinPublishing, calls('BulletinPublishing')),
        { s3Puts: played.archive.puts, s3Gets: played.archive.gets },
      ]),
    },
    {
      what: `keep ${gb.toFixed(2)} GB by the end, half of it on average, with recovery to any second`,
      quantities: { tableGbMonths: (gb / 2) * months, recoveryGbMonths: (gb / 2) * months },
    },
  ];
  const people: CostRow[] = [
    {
      what: `carry out ${number(commands)} commands on problems, one a request`,
      quantities: { apiRequests: commands, ...work('people', MEMORY.UnitApi, commands) },
    },
  ];
  const invocations = [...itself, ...people].reduce((sum, row) => sum + (row.quantities.lambdaRequests ?? 0), 0);
  const apart: CostRow[] = [
    { what: 'SMS at the price to a number in the US', quantities: { smsToUsNumbers: played.messages * scale } },
    { what: 'logs', quantities: { logGb: (invocations * LOGGED_BYTES) / GB } },
    { what: 'traces, of each call where they are seldom', quantities: { traces: invocations } },
    {
      what: `up to ${ALARMS} alarms, a dashboard, a key`,
      quantities: { alarmMonths: ALARMS * months, dashboardMonths: months, keyMonths: months },
    },
  ];
  return { itself, people, apart };
}

/** The sums of quantities by name. */
export function addUp(all: readonly Quantities[]): Quantities {
  const sums: Record<string, number> = {};
  for (const quantities of all)
    for (const [name, quantity] of Object.entries(quantities)) sums[name] = (sums[name] ?? 0) + quantity;
  return sums;
}

/** What quantities cost in US dollars. Throws for one without a price. */
export function usdOf(quantities: Quantities, { prices }: CostInputs['prices']): number {
  return Object.entries(quantities).reduce((sum, [name, quantity]) => {
    const price = prices[name];
    if (!price) throw new Error(`there is no price of ${name}; add it to infra/cost/prices.json`);
    return sum + (quantity / price.per) * price.usd;
  }, 0);
}
