import { readFileSync } from 'node:fs';

/** Prices by what they are asked for; the file says when and where they were read. */
export interface PriceList {
  readonly region: string;
  readonly lookedUp: string;
  readonly prices: Readonly<Record<string, { readonly usd: number; readonly per: number; readonly source: string }>>;
}

interface Units {
  readonly write: number;
  readonly read: number;
}

/** What single pieces of work ask for; a test counts them on DynamoDB Local. */
export type Counted = Readonly<
  Record<
    string,
    { readonly requests: Readonly<Record<string, number>>; readonly rounds?: number; readonly sized: Units }
  >
>;

/** What a whole campaign asks for, as the rehearsal's people carry it through; a test plays it again. */
export interface Played {
  readonly inspections: number;
  readonly problems: number;
  /** What units, inspectors and office did to problems, one request each. */
  readonly commands: number;
  readonly rungs: number;
  readonly messages: number;
  readonly archive: { readonly puts: number; readonly gets: number };
  /** All that lies in the table at the end. */
  readonly storedBytes: number;
  /** By function; `people` are commands on problems and tasks filed. */
  readonly table: Readonly<Record<string, Units & { readonly requests: number }>>;
}

/** How the workflow walks that campaign; a test walks it again. */
export interface Transitions {
  readonly campaign: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** All that the cost table is computed from. */
export interface CostInputs {
  readonly prices: PriceList;
  readonly counted: Counted;
  readonly played: Played;
  readonly transitions: Transitions;
}

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Content;

/** The committed counts and prices. */
export const readCostInputs = (): CostInputs => ({
  prices: read('prices'),
  counted: read('counted'),
  played: read('played'),
  transitions: read('transitions'),
});
