import { campaignPhase } from '../../functions/campaign-phase/run-action.ts';
import type { WorkflowTask } from '../../functions/workflow-task.ts';
import { startWorkflow, type WorkflowEnd, type WorkflowHandlers } from '../../infra/local/workflow.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { TestStage } from './test-stage.ts';

export interface WalkOptions {
  /** Stands in for ranking and bulletins, which have tests of their own. */
  readonly report?: WorkflowTask;
  /** Called before the clock moves on; what people do in between. */
  readonly meanwhile?: (until: Instant) => Promise<void>;
  readonly onState?: (name: string) => void;
  readonly revision?: number;
}

/** The workflow's handlers on a test stage. */
export function handlersOf({ services }: TestStage, report: WorkflowTask = async () => ({})): WorkflowHandlers {
  return {
    CampaignPhase: (event) => campaignPhase(event, services),
    Ranking: (event) => report(event, services),
    BulletinPublishing: (event) => report(event, services),
  };
}

/** Walks a campaign to its end on the stage's virtual clock, which jumps from wait to wait. */
export function walkCampaign(stage: TestStage, options: WalkOptions = {}): Promise<WorkflowEnd> {
  const { report, meanwhile, onState, revision = 1 } = options;
  const { done } = startWorkflow({ campaign: stage.campaign, revision }, handlersOf(stage, report), {
    async waitUntil(instant) {
      await meanwhile?.(instant);
      if (instant > stage.clock.now()) stage.clock.advanceTo(instant);
    },
    onOperator: () => undefined,
    ...(onState && { onState }),
  });
  return done;
}
