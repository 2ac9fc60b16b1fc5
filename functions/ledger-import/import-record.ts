import type { InspectionSource, Severity } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { type ChangedProblem, change, writeProblem } from '../../shared/stores/problem-ledger.ts';
import type { Services } from '../services.ts';
import type { Closing } from './ledger/closing.ts';

/** One row of an office's own ledger, as it came in and was dispatched. */
export interface ImportedRecord {
  readonly id: string;
  /** Left out: the pool 待派遣, until the office knows whose it is. */
  readonly unit?: string;
  readonly category: string;
  readonly severity: Severity;
  readonly source: InspectionSource;
  /** Empty where the ledger names none. */
  readonly place: string;
  readonly description: string;
  /** Left out: by the campaign's rules from now on. Null: there is none, and none is made up. */
  readonly dueAt?: Instant | null;
  /** How it was settled, where the ledger tells it closed; nothing in the pool is. */
  readonly closing?: Closing;
}

/** Records closed at one place come in side by side, and each remembers it anew: more than ever come at once. */
const TRIES = 30;

/**
 * Records a row of an imported ledger as a problem under its own id, dispatches it at the stage's present moment with the
 * deadline the ledger gives, or by the campaign's rules, and closes it where the ledger does: all in one write. The same
 * row again changes nothing; undefined says that it was there before.
 */
export async function importRecord(
  record: ImportedRecord,
  context: CampaignContext,
  services: Services,
): Promise<ProblemState | undefined> {
  const problem = asProblem(record, context, services.clock.now());
  for (let tries = 1; ; tries++) {
    try {
      await services.items.transact([writeProblem(problem), ...(await besides(problem.state, services))]);
      return problem.state;
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
      if (error.action === 0) return undefined;
    }
  }
}

function asProblem(record: ImportedRecord, context: CampaignContext, at: Instant): ChangedProblem {
  const { id, unit, dueAt, closing, ...facts } = record;
  const stamp = { at, by: 'system' } as const;
  const recording = {
    ...stamp,
    ...facts,
    type: 'record',
    problem: id,
    campaign: context.config.id,
    inspection: id,
  } as const;
  const recorded = change(undefined, decide(recording, undefined, context.rules));
  if (unit === undefined) return recorded;
  const next = (problem: ChangedProblem, command: ProblemCommand): ChangedProblem => ({
    ...change({ ...problem, version: 0 }, decide(command, problem.state, context.rules)),
    version: undefined,
  });
  const dispatched = next(recorded, { ...stamp, type: 'dispatch', unit, ...(dueAt !== undefined && { dueAt }) });
  return closing ? next(dispatched, { ...stamp, type: 'closeAsRecorded', ...closing }) : dispatched;
}

/**
 * Of the problems closed at a place the one settled last is remembered there, in whatever order they come in. That is
 * what a relapse reopens.
 */
async function besides(state: ProblemState, { ledger }: Services): Promise<readonly WriteAction[]> {
  if (state.status !== 'closed' || state.place === '') return [];
  const id = await ledger.lastClosedAt(state.campaign, state.place, state.category);
  const known = id === undefined ? undefined : await ledger.load(state.campaign, id);
  if (known && settlingOrder(known.state) > settlingOrder(state)) return [];
  return [await ledger.rememberClosing(state)];
}

const settlingOrder = (state: ProblemState): string => `${currentLife(state).settledAt ?? ''} ${state.id}`;
