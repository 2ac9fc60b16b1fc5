import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { Scenario, Step } from './scenario-file.ts';

export interface StoredPhoto {
  readonly path: string;
  readonly sha256: string;
}

/** What a step needs to know beside itself. */
export interface StepContext {
  readonly scenario: Scenario;
  readonly after: StoredPhoto;
}

export interface StepRequest {
  /** Below the campaign. */
  readonly route: string;
  readonly json: unknown;
}

type Verb = Step['does'];

/** The request by which a person does what a step says. */
export function requestOf(step: Step, context: StepContext): StepRequest {
  const { what, to, because: reason } = step;
  const until = step.until && context.scenario.instantOf(step.until);
  const mine = (word: string, json: object): StepRequest => ({ route: `POST /my/problems/${what}/${word}`, json });
  const command = (json: object): StepRequest => ({ route: `POST /problems/${what}/commands`, json });
  const status = (word: string): StepRequest => ({ route: 'POST /status', json: { status: word } });
  const requests: Readonly<Record<Verb, () => StepRequest>> = {
    acknowledges: () => mine('acknowledge', {}),
    returns: () => mine('return', { reason }),
    reports: () => mine('stage', { stage: to }),
    rectifies: () => mine('rectification', { note: reason, photos: [context.after] }),
    asks: () => mine('extension', { until, reason }),
    appeals: () => mine('appeal', { reason }),
    files: () => ({ route: `POST /my/tasks/${what}`, json: { note: reason } }),
    passes: () => ({ route: `POST /problems/${what}/verification`, json: { pass: true } }),
    fails: () => ({ route: `POST /problems/${what}/verification`, json: { pass: false, reason } }),
    dispatches: () => command({ type: 'dispatch', unit: to }),
    reassigns: () => command({ type: 'reassign', unit: to, reason }),
    grants: () => command({ type: 'approveExtension' }),
    refuses: () => command({ type: 'refuseExtension', reason }),
    parks: () => command({ type: 'park', until, reason }),
    merges: () => command({ type: 'merge', into: to }),
    voids: () => command({ type: 'void', reason }),
    upholds: () => ({ route: `POST /problems/${what}/appeal`, json: { decision: 'upheld', reason } }),
    rejects: () => ({ route: `POST /problems/${what}/appeal`, json: { decision: 'rejected', reason } }),
    pauses: () => status('paused'),
    resumes: () => status('running'),
    extends: () => ({ route: 'PUT ', json: extended(context.scenario.campaign, step) }),
  };
  return requests[step.does]();
}

/** The campaign with its last phase so many days longer. */
function extended(campaign: Campaign, { days = 0 }: Step): Campaign {
  const later = (day: string): string =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const phases = campaign.phases.map((phase) =>
    phase.phase === 'consolidation' ? { ...phase, ends: later(phase.ends) } : phase,
  );
  return { ...campaign, phases: phases as unknown as Campaign['phases'] };
}
