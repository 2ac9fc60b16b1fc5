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
type FunctionName = keyof typeof MEMORY;

/** What the table is for. */
export interface Scope {
  readonly inspections: number;
  readonly days: number;
}

/** Quantities by the name of their price. */
export type Quantities = Readonly<Record<string, number>>;

const MINUTES_A_DAY = 1440;

/** How many times what was played has to be taken. */
export const scaleOf = ({ played }: CostInputs, { inspections }: Scope): number => inspections / played.inspections;

const lambda = (name: FunctionName, calls: number, requests: number, rounds = requests): Quantities => ({
  lambdaRequests: calls,
  lambdaGbSeconds: gbSeconds({ calls, requests, rounds, memory: MEMORY[name] }),
});

/** What looking every so many minutes asks for, day and night, where it finds nothing. */
export function looks(look: string, name: FunctionName, minutes: number, inputs: CostInputs, scope: Scope): Quantities {
  const { requests = {}, rounds = 0, sized = { read: 0 } } = inputs.counted[look] ?? {};
  const each = Object.values(requests).reduce((sum, count) => sum + count, 0);
  const times = (scope.days * MINUTES_A_DAY) / minutes;
  return {
    schedulerInvocations: times,
    readUnits: times * sized.read,
    ...lambda(name, times, times * each, times * rounds),
  };
}

/** What a function asked for in the campaign that was played, in so many calls that nothing else counts. */
export function work(played: string, name: FunctionName, calls: number, inputs: CostInputs, scope: Scope): Quantities {
  const { requests = 0, write = 0, read = 0 } = inputs.played.table[played] ?? {};
  const scale = scaleOf(inputs, scope);
  return { writeUnits: write * scale, readUnits: read * scale, ...lambda(name, calls, requests * scale) };
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
