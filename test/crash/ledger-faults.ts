import type { Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { escalationId, recipients } from '../../shared/domain/escalation/escalation.ts';
import { evolve } from '../../shared/domain/problem/evolve.ts';
import { type History, isIntact } from '../../shared/domain/problem/history.ts';
import type { RungDecided } from '../../shared/domain/problem/problem-events.ts';
import { openSlots } from '../../shared/domain/problem/problem-rules.ts';
import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { nextActionAt } from '../../shared/stores/problem-ledger.ts';
import type { Snapshot } from './snapshot.ts';

/** What the ledger proves and what it owes: faults, and the outbox entries that its rungs must have. */
export interface LedgerCheck {
  readonly faults: string[];
  readonly owedEntries: Set<string>;
  readonly rungs: number;
  readonly states: ProblemState[];
}

/** Checks every history: its chain, the order of its events, its rungs, and where the due index has it. */
export function checkLedger(snapshot: Snapshot, roster: readonly Unit[]): LedgerCheck {
  const units = new Map(roster.map((unit) => [unit.id, unit]));
  const check = { faults: [] as string[], owedEntries: new Set<string>(), states: [] as ProblemState[], rungs: 0 };
  for (const row of snapshot.problems) {
    if (!isIntact(row.body)) check.faults.push(`${row.sk}: the hash chain is broken`);
    const state = walk(row.body, units, check);
    check.states.push(state);
    checkDue(row, state, check.faults);
  }
  return check;
}

/** Replays a history event by event, looking at each rung in the state it was decided in. */
function walk(
  { events }: History,
  units: ReadonlyMap<string, Unit>,
  check: { faults: string[]; owedEntries: Set<string>; rungs: number },
): ProblemState {
  let state: ProblemState | undefined;
  let before = '';
  for (const event of events) {
    const id = state?.id ?? 'a new problem';
    if (event.at < before) check.faults.push(`${id}: ${event.type} at ${event.at} follows what happened at ${before}`);
    before = event.at;
    if (event.type === 'RungDecided' && state) {
      check.rungs += 1;
      check.faults.push(...rungFaults(state, event, units, check.owedEntries));
    }
    state = evolve(state, event);
  }
  if (!state) throw new Error('a problem without events is stored');
  return state;
}

function rungFaults(
  state: ProblemState,
  event: RungDecided,
  units: ReadonlyMap<string, Unit>,
  owed: Set<string>,
): string[] {
  const life = currentLife(state);
  const { step, revision, slotAt, at } = event;
  const name = `${state.id} life ${state.lives.length} revision ${revision} step ${step}`;
  const slot = life.schedule.slots.find((one) => one.step === step);
  const unit = units.get(life.unit);
  if (!slot || !unit) return [`${name}: decided, but no such rung was planned for ${life.unit}`];
  const ids = recipients(slot, unit).map((role) => escalationId(state.id, state.lives.length, step, revision, role));
  const faults = ids.some((id) => owed.has(id)) ? [`${name}: decided twice`] : [];
  for (const id of ids) owed.add(id);
  if (revision !== life.revision) faults.push(`${name}: decided in revision ${life.revision}`);
  if (slotAt !== slot.at) faults.push(`${name}: planned for ${slot.at}, decided for ${slotAt}`);
  if (at < slotAt) faults.push(`${name}: due at ${slotAt}, decided before, at ${at}`);
  const first = openSlots(life)[0];
  if (first && first.at < slotAt) faults.push(`${name}: decided before the rung ${first.step} of ${first.at}`);
  return faults;
}

function checkDue({ sk, due, body }: Snapshot['problems'][number], state: ProblemState, faults: string[]): void {
  const isOpen = !['closed', 'merged', 'voided'].includes(state.status);
  const own = isOpen ? [nextActionAt(state) ?? '9999'] : [];
  const [expected] = [...own, ...(body.owed ?? []).map(({ releaseAt }) => releaseAt)].toSorted();
  const indexed = due?.sk.split('#')[0];
  if (indexed !== expected) faults.push(`${sk}: next due ${expected}, but the due index says ${indexed}`);
}

/** Rungs, and ends of parkings, whose time came at or before an instant and which nobody decided. */
export function missed(states: readonly ProblemState[], until: string): string[] {
  return states.flatMap((state) => {
    const next = nextActionAt(state);
    return next !== undefined && next <= until ? [`${state.id}: ${state.status}, due at ${next}, not decided`] : [];
  });
}
