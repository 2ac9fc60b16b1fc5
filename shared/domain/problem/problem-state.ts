import type { InspectionSource, RungName, Severity } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { Photo, Schedule } from './problem-events.ts';

/**
 * One obligation of one unit: from a dispatch to its end. A problem that is reassigned or reopened lives again;
 * every measure counts lives, so that no unit inherits another's delay and a relapse counts anew.
 */
export interface Life {
  readonly unit: string;
  readonly dispatchedAt: Instant;
  readonly schedule: Schedule;
  /** Grows with each new deadline of this life; part of an escalation's id. */
  readonly revision: number;
  readonly decided: ReadonlyArray<{
    readonly step: string;
    readonly rung: RungName;
    readonly revision: number;
    readonly at: Instant;
  }>;
  readonly stagesDone: readonly string[];
  readonly acknowledgedAt?: Instant;
  readonly extensionsAt: readonly Instant[];
  readonly reworksAt: readonly Instant[];
  readonly filed?: {
    /** Present while this filing may still be what the deadline is compared with. */
    readonly settles?: true;
    readonly at: Instant;
    readonly note: string;
    readonly photos: readonly Photo[];
    readonly method?: string;
  };
  readonly settledAt?: Instant;
  readonly closedAt?: Instant;
  /** Taken as the fact where there is no deadline to compare with. */
  readonly stated?: 'onTime' | 'late';
  readonly appeal?: 'filed' | 'upheld' | 'rejected';
  /** Ended otherwise than by closing; such a life counts in no measure. */
  readonly dropped?: 'reassigned' | 'merged' | 'voided';
  /** Began as a relapse 反弹. */
  readonly relapse: boolean;
}

interface Common {
  readonly id: string;
  readonly campaign: string;
  readonly inspection: string;
  readonly category: string;
  readonly severity: Severity;
  readonly source: InspectionSource;
  readonly place: string;
  readonly description: string;
  readonly checkpoint?: string;
  readonly photos: readonly Photo[];
  readonly recordedAt: Instant;
  /** Whose relapse it is, where that problem was too full to be reopened. */
  readonly relapseOf?: string;
  /** The last life is the current one; none before the first dispatch (待派遣). */
  readonly lives: readonly Life[];
}

export type ProblemState = Common &
  (
    | { readonly status: 'recorded' }
    | {
        readonly status: 'dispatched';
        readonly extensionRequest?: { readonly until: Instant; readonly reason: string };
      }
    | { readonly status: 'returned'; readonly returned: { readonly at: Instant; readonly reason: string } }
    | { readonly status: 'rectified' }
    | {
        readonly status: 'parked';
        readonly parked: { readonly at: Instant; readonly until: Instant; readonly reason: string };
      }
    /** With the problem that its relapse goes on as. */
    | { readonly status: 'closed'; readonly continuedAs?: string }
    | { readonly status: 'merged'; readonly into: string }
    | { readonly status: 'voided'; readonly reason: string }
  );

export type ProblemStatus = ProblemState['status'];

/** The current life; throws on a problem that was never dispatched, which the caller has ruled out. */
export function currentLife(state: ProblemState): Life {
  const life = state.lives.at(-1);
  if (!life) throw new Error(`problem ${state.id} has no unit yet; dispatch it first`);
  return life;
}

/** The responsible unit, or undefined while the problem waits in the pool 待派遣. */
export const unitOf = (state: ProblemState): string | undefined => state.lives.at(-1)?.unit;

/** When a rectification that still waits for verification was filed, in a campaign that judges by filing. */
export const filedInEarnest = ({ filed }: Life): Instant | undefined => (filed?.settles ? filed.at : undefined);

/** Whether the current life missed, or has missed by `now`, its deadline; without one only what its ledger states counts. */
export function isOverdue(life: Life, now: Instant): boolean {
  const due = life.schedule.dueAt;
  return due === null ? life.stated === 'late' : (life.settledAt ?? filedInEarnest(life) ?? now) > due;
}
