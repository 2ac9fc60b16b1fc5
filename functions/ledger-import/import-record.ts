import type { InspectionSource, Severity } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import type { ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { type ChangedProblem, change, writeProblem } from '../../shared/stores/problem-ledger.ts';
import type { Services } from '../services.ts';

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
}

/**
 * Records a row of an imported ledger as a problem under its own id and dispatches it at the stage's present moment with
 * the deadline the ledger gives, or by the campaign's rules. The same row again changes nothing; undefined says that it was there before.
 */
export async function importRecord(
  record: ImportedRecord,
  context: CampaignContext,
  services: Services,
): Promise<ProblemState | undefined> {
  const { id, unit, dueAt, ...facts } = record;
  const stamp = { at: services.clock.now(), by: 'system' } as const;
  const recording = {
    ...stamp,
    ...facts,
    type: 'record',
    problem: id,
    campaign: context.config.id,
    inspection: id,
  } as const;
  const recorded = change(undefined, decide(recording, undefined, context.rules));
  const problem = unit === undefined ? recorded : dispatchTo(unit, dueAt, recorded, context, stamp);
  try {
    await services.items.transact([writeProblem(problem)]);
    return problem.state;
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}

function dispatchTo(
  unit: string,
  dueAt: Instant | null | undefined,
  recorded: ChangedProblem,
  { rules }: CampaignContext,
  stamp: { readonly at: Instant; readonly by: string },
): ChangedProblem {
  const command = { ...stamp, type: 'dispatch', unit, ...(dueAt !== undefined && { dueAt }) } as const;
  return { ...change({ ...recorded, version: 0 }, decide(command, recorded.state, rules)), version: undefined };
}
