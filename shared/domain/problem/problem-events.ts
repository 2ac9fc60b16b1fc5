import type { WorkTimeUnit } from '../calendar/work-time.ts';
import type { ContactRole, InspectionSource, RungName, Severity } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';

/** One slot of the ladder, pinned with the deadline it belongs to. `step` is unique within a schedule: `supervise`, `supervise.2`. */
export interface Slot {
  readonly step: string;
  readonly rung: RungName;
  readonly at: Instant;
  readonly to: readonly ContactRole[];
  readonly sheet?: 'blue' | 'orange' | 'red';
}

/** A deadline with its stages and its ladder, computed once and pinned; `null` is a problem without a deadline. */
export interface Schedule {
  readonly dueAt: Instant | null;
  readonly stages?: ReadonlyArray<{ readonly name: string; readonly dueAt: Instant }>;
  readonly slots: readonly Slot[];
  /** What the deadline was given in; an extended or re-based one is a plain moment. */
  readonly unit?: WorkTimeUnit;
  /** The deadline rule and the rule-set version this was computed by. */
  readonly rule: string;
  readonly ruleSet: string;
}

export interface Photo {
  /** Where the archive keeps it. */
  readonly path: string;
  readonly sha256: string;
}

interface Happening<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** Who: `office:zhang`, `unit:U01`, `inspector:li` or `system`. */
  readonly by: string;
}

export interface ProblemRecorded extends Happening<'ProblemRecorded'> {
  readonly problem: string;
  readonly campaign: string;
  readonly inspection: string;
  readonly category: string;
  readonly severity: Severity;
  readonly source: InspectionSource;
  readonly place: string;
  readonly description: string;
  readonly checkpoint?: string;
  readonly photos?: readonly Photo[];
  /** Whose relapse it is, where that problem was too full to be reopened. */
  readonly relapseOf?: string;
}
export interface ProblemDispatched extends Happening<'ProblemDispatched'> {
  readonly unit: string;
  readonly schedule: Schedule;
}
export interface ProblemAcknowledged extends Happening<'ProblemAcknowledged'> {
  /** The slots left after the acknowledgement took effect, where it changed them. */
  readonly slots?: readonly Slot[];
}
export interface ProblemReturned extends Happening<'ProblemReturned'> {
  readonly reason: string;
}
/** To another unit with a schedule of its own, or back to the same one whose clock never stopped. */
export interface ProblemReassigned extends Happening<'ProblemReassigned'> {
  readonly unit: string;
  readonly reason: string;
  readonly schedule?: Schedule;
}
export interface StageCompleted extends Happening<'StageCompleted'> {
  readonly stage: string;
}
export interface RectificationFiled extends Happening<'RectificationFiled'> {
  readonly note: string;
  readonly photos: readonly Photo[];
  /** How it was put right, where the campaign counts methods (S4: self, assisted, forced). */
  readonly method?: string;
  /** The campaign judges by filing: until a verification fails, this is the moment that counts. */
  readonly settles?: true;
}
export interface VerificationPassed extends Happening<'VerificationPassed'> {
  /** The moment that decides whether it was on time: of filing or of closing, as the campaign says. */
  readonly settledAt: Instant;
  /** What an imported ledger says of it where it gives no dates. */
  readonly stated?: 'onTime' | 'late';
  readonly note?: string;
}
export interface VerificationFailed extends Happening<'VerificationFailed'> {
  readonly reason: string;
  /** Present where the clock stood still during verification. */
  readonly schedule?: Schedule;
}
export interface ExtensionRequested extends Happening<'ExtensionRequested'> {
  readonly until: Instant;
  readonly reason: string;
}
export interface ExtensionApproved extends Happening<'ExtensionApproved'> {
  readonly schedule: Schedule;
}
export interface ExtensionRefused extends Happening<'ExtensionRefused'> {
  readonly reason: string;
}
export interface ProblemParked extends Happening<'ProblemParked'> {
  readonly until: Instant;
  readonly reason: string;
}
export interface ProblemResumed extends Happening<'ProblemResumed'> {
  readonly schedule: Schedule;
}
export interface ProblemReopened extends Happening<'ProblemReopened'> {
  readonly inspection: string;
  readonly unit: string;
  readonly schedule: Schedule;
}
/** A relapse that another problem records. */
export interface ProblemContinued extends Happening<'ProblemContinued'> {
  readonly inspection: string;
  readonly as: string;
}
export interface ProblemMerged extends Happening<'ProblemMerged'> {
  readonly into: string;
}
export interface AppealFiled extends Happening<'AppealFiled'> {
  readonly reason: string;
}
export interface AppealUpheld extends Happening<'AppealUpheld'> {
  readonly reason: string;
}
export interface AppealRejected extends Happening<'AppealRejected'> {
  readonly reason: string;
}
export interface ProblemVoided extends Happening<'ProblemVoided'> {
  readonly reason: string;
}
export interface DeadlineRebased extends Happening<'DeadlineRebased'> {
  readonly reason: string;
  readonly schedule: Schedule;
}
export interface RungDecided extends Happening<'RungDecided'> {
  readonly step: string;
  readonly rung: RungName;
  readonly revision: number;
  /** When the slot fell due; `at` is when the sweep decided it. */
  readonly slotAt: Instant;
}

export type ProblemEvent =
  | ProblemRecorded
  | ProblemDispatched
  | ProblemAcknowledged
  | ProblemReturned
  | ProblemReassigned
  | StageCompleted
  | RectificationFiled
  | VerificationPassed
  | VerificationFailed
  | ExtensionRequested
  | ExtensionApproved
  | ExtensionRefused
  | ProblemParked
  | ProblemResumed
  | ProblemReopened
  | ProblemContinued
  | ProblemMerged
  | AppealFiled
  | AppealUpheld
  | AppealRejected
  | ProblemVoided
  | DeadlineRebased
  | RungDecided;
