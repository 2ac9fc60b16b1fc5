import type { Services } from '../../functions/services.ts';
import { createRandom } from '../../shared/adapters/seeded-random.ts';
import { DAY_MS, HOUR_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import type { ProblemEvent } from '../../shared/domain/problem/problem-events.ts';
import { openSlots, type ProblemRules } from '../../shared/domain/problem/problem-rules.ts';
import { currentLife } from '../../shared/domain/problem/problem-state.ts';
import type { WriteAction } from '../../shared/ports.ts';
import { type ChangedProblem, change, writeProblem } from '../../shared/stores/problem-ledger.ts';
import { unitId } from './bench-stage.ts';

/** What becomes of a problem: when the unit files, in days after the dispatch; `pool` is never dispatched. */
const FATES: ReadonlyArray<{ readonly percent: number; readonly filedAfterDays?: number; readonly pool?: true }> = [
  { percent: 50, filedAfterDays: 1 },
  { percent: 30, filedAfterDays: 2 },
  { percent: 10, filedAfterDays: 9 },
  { percent: 8 },
  { percent: 2, pool: true },
];

export interface LedgerPlan {
  readonly campaign: string;
  readonly problems: number;
  readonly units: number;
  /** The first dispatches, and when the ledger is looked at: nothing happens from then on. */
  readonly from: Instant;
  readonly until: Instant;
}

/** Nine in the morning of each day of the ledger. */
const morningsOf = ({ from, until }: LedgerPlan): Instant[] =>
  Array.from({ length: Math.floor((toMs(until) - toMs(from)) / DAY_MS) }, (_, day) =>
    toInstant(toMs(from) + day * DAY_MS + 9 * HOUR_MS),
  );

/** Tells one problem what happens to it, as long as it happens in time, and decides every rung on the way. */
function live(commands: readonly ProblemCommand[], until: Instant, rules: ProblemRules): readonly ProblemEvent[] {
  let problem: ChangedProblem | undefined;
  const tell = (command: ProblemCommand) => {
    problem = change(problem && { ...problem, version: 0 }, decide(command, problem?.state, rules));
  };
  const climbUntil = (end: Instant) => {
    for (;;) {
      const at = problem?.state.status === 'dispatched' ? openSlots(currentLife(problem.state))[0]?.at : undefined;
      if (at === undefined || at >= end) return;
      tell({ type: 'climb', at, by: 'system' });
    }
  };
  for (const command of commands.filter(({ at }) => at < until)) {
    climbUntil(command.at);
    tell(command);
  }
  climbUntil(until);
  return problem?.history.events ?? [];
}

function template(at: Instant, fate: (typeof FATES)[number], plan: LedgerPlan, rules: ProblemRules) {
  const by = 'office:wang';
  const record: ProblemCommand = {
    ...{ type: 'record', at, by, problem: 'P', campaign: plan.campaign, inspection: 'I', category: 'litter' },
    ...{ severity: 'normal', source: 'spot', place: '人民路', description: '垃圾桶旁有暴露垃圾，未及时清运' },
  };
  const commands: ProblemCommand[] = [record];
  if (!fate.pool) {
    commands.push({ type: 'dispatch', at, by, unit: 'U' });
    commands.push({ type: 'acknowledge', at: toInstant(toMs(at) + HOUR_MS), by });
  }
  if (fate.filedAfterDays) {
    const filed = toMs(at) + fate.filedAfterDays * DAY_MS;
    commands.push({ type: 'fileRectification', at: toInstant(filed), by, note: '已清运', photos: [] });
    commands.push({ type: 'verify', at: toInstant(filed + 2 * HOUR_MS), by, pass: true });
  }
  return live(commands, plan.until, rules);
}

/** The template's events as those of one problem of one unit. */
const asProblem = (events: readonly ProblemEvent[], n: number, unit: string): readonly ProblemEvent[] =>
  events.map((event) => {
    if (event.type === 'ProblemDispatched') return { ...event, unit };
    if (event.type !== 'ProblemRecorded') return event;
    const id = String(n).padStart(7, '0');
    return { ...event, problem: `I-${id}-1`, inspection: `I-${id}`, place: `人民路${n}号` };
  });

const FATE_BY_PERCENT: readonly number[] = FATES.flatMap(({ percent }, fate) => Array<number>(percent).fill(fate));

/** How many problems are written at a time. */
const BATCH = 100;

/**
 * Fills a campaign's ledger with problems at every stage of their lives. One history per day and fate is decided by the
 * rules; each problem is that history under its own id, hashed and written as the ledger does it.
 */
export async function fillLedger(plan: LedgerPlan, { items }: Services, rules: ProblemRules): Promise<void> {
  const templates = morningsOf(plan).map((at) => FATES.map((fate) => template(at, fate, plan, rules)));
  const random = createRandom('bench:ranking');
  const draft = (n: number): WriteAction => {
    const events = random.pick(templates)[random.pick(FATE_BY_PERCENT)] ?? [];
    const { state, history } = change(undefined, asProblem(events, n, unitId(random.int(0, plan.units - 1))));
    return writeProblem({ state, history, owed: [], version: undefined });
  };
  for (let n = 0; n < plan.problems; n += BATCH)
    await items.transact(Array.from({ length: Math.min(BATCH, plan.problems - n) }, (_, index) => draft(n + index)));
}
