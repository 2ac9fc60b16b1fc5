import type { Services } from '../../functions/services.ts';
import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';
import type { Actor } from './actor.ts';
import type { WakeUps } from './wake-ups.ts';
import { type RunningWorkflow, startWorkflow, type WorkflowHandlers } from './workflow.ts';

export interface WorkflowActor extends Actor {
  /** Ends every execution; comes back when the actions under way have ended. */
  stop(): Promise<void>;
}

export interface WorkflowActorOptions {
  readonly services: Services;
  readonly handlers: WorkflowHandlers;
  readonly wakeUps: WakeUps;
  /** A step failed beyond its retries. */
  onOperator(campaign: string, error: unknown): void;
}

/**
 * Keeps one execution of the workflow going for every running campaign: started when the campaign is there, started anew
 * when its agenda has a new revision. That is safe at any moment, since every entry is idempotent and past waits return at once.
 */
export function workflowActor({ services, handlers, wakeUps, onOperator }: WorkflowActorOptions): WorkflowActor {
  const current = new Map<string, RunningWorkflow>();
  const alive = new Set<RunningWorkflow>();
  /** A revision whose execution ended for good is not started again. */
  const over = new Set<string>();
  const keyOf = ({ id, revision }: CampaignHead) => `${id}@${revision}`;

  function start(head: CampaignHead): void {
    const { id, revision } = head;
    const workflow = startWorkflow({ campaign: id, revision }, handlers, {
      waitUntil: wakeUps.waitUntil,
      onOperator: (error) => onOperator(id, error),
    });
    current.set(id, workflow);
    alive.add(workflow);
    const ended = workflow.done.then(({ end }) => {
      alive.delete(workflow);
      if (current.get(id) === workflow) current.delete(id);
      if (end === 'failed') over.add(keyOf(head));
    });
    wakeUps.follow(ended);
  }

  /** The campaigns that should have an execution and have none. */
  async function missing(): Promise<CampaignHead[]> {
    const heads = await services.registry.list();
    return heads.filter(
      (head) =>
        head.status === 'running' && !over.has(keyOf(head)) && current.get(head.id)?.revision() !== head.revision,
    );
  }

  return {
    async nextAt(now) {
      if ((await missing()).length > 0) return now;
      return wakeUps.nextAt();
    },
    async act(now) {
      // An execution of an older revision finds itself overtaken at its next waking and ends.
      for (const head of await missing()) start(head);
      await wakeUps.wake(now);
    },
    async stop() {
      const workflows = [...alive];
      for (const workflow of workflows) workflow.stop();
      await Promise.all(workflows.map(({ done }) => done));
    },
  };
}
