import { randomInt } from 'node:crypto';

/** How many kills over both kinds of run, and the seed that their moments and all other draws follow from. */
export interface CrashPlan {
  readonly kills: number;
  readonly seed: number;
}

/** The number of kills that acceptance asks for. */
const ALL_KILLS = 200;

/** Reads `HUNDRED_DAYS_KILLS` and `HUNDRED_DAYS_SEED`; throws on what is no whole number above zero. */
export function readPlan(env: Readonly<Record<string, string | undefined>>): CrashPlan {
  return {
    kills: wholeNumber(env, 'HUNDRED_DAYS_KILLS') ?? ALL_KILLS,
    seed: wholeNumber(env, 'HUNDRED_DAYS_SEED') ?? randomInt(1, 1_000_000),
  };
}

function wholeNumber(env: Readonly<Record<string, string | undefined>>, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} is "${text}"; set it to a whole number`);
  return value;
}
