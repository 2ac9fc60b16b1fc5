import { readFileSync } from 'node:fs';
import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Walk } from '../../shared/ports.ts';
import { createPerformer } from './workflow-performer.ts';

/** The functions behind the `${…FunctionArn}` of the workflow's file. */
export interface WorkflowHandlers {
  readonly CampaignPhase: (event: unknown) => Promise<object>;
  readonly Ranking: (event: unknown) => Promise<object>;
  readonly BulletinPublishing: (event: unknown) => Promise<object>;
}

export interface WorkflowHooks {
  /** Resolves when the stage's clock shows the instant; a past one at once. */
  waitUntil(instant: Instant): Promise<void>;
  /** A step failed beyond its retries; the execution is over. */
  onOperator(error: unknown): void;
  /** The name of each state as it is entered. */
  onState?(name: string): void;
}

/** How an execution ended. `stopped`: overtaken, paused or over, as the reason says; `aborted`: by `stop`. */
export type WorkflowEnd =
  | { readonly end: 'concluded' | 'aborted' }
  | { readonly end: 'stopped'; readonly reason: string }
  | { readonly end: 'failed'; readonly error: unknown };

export interface RunningWorkflow {
  /** Never rejects. */
  readonly done: Promise<WorkflowEnd>;
  /** The revision it walks: the one it was started with, or one that a missed gate made on the way. */
  revision(): number;
  /** Ends the execution; `done` follows when the action under way has ended. */
  stop(): void;
}

type States = StateMachineDefinition['States'];
type TaskState = Extract<States[string], { Type: 'Task' }>;

/** The workflow's one file, the same as in the cloud. */
export const readWorkflow = (): StateMachineDefinition =>
  JSON.parse(readFileSync(new URL('../workflow/campaign.asl.json', import.meta.url), 'utf8'));

/** Below the longest timer there is, and far above the longest wait. */
const NO_TIMEOUT_SECONDS = 2_000_000;

const tasksOf = ({ States }: StateMachineDefinition): Array<[string, TaskState]> =>
  Object.entries(States).filter((named): named is [string, TaskState] => named[1].Type === 'Task');

const namesOf = ({ States }: StateMachineDefinition, type: string): string[] =>
  Object.keys(States).filter((name) => States[name]?.Type === type);

/** The interpreter's own waits sleep on the machine's clock, so they happen in the task that follows, without a limit. */
function withoutTimeouts(definition: StateMachineDefinition): StateMachineDefinition {
  const tasks = tasksOf(definition).map(([name, state]) => [name, { ...state, TimeoutSeconds: NO_TIMEOUT_SECONDS }]);
  return { ...definition, States: { ...definition.States, ...Object.fromEntries(tasks) } };
}

function handlerOf({ Resource }: TaskState, handlers: WorkflowHandlers) {
  const name = /^\$\{(\w+)FunctionArn\}$/.exec(Resource)?.[1] as keyof WorkflowHandlers | undefined;
  const handler = name && handlers[name];
  if (!handler) throw new Error(`the workflow asks for ${Resource}; give a handler for it`);
  return handler;
}

const zeroes = (names: readonly string[]): Record<string, number> => Object.fromEntries(names.map((name) => [name, 0]));

/** Walks a campaign through its agenda on the stage's clock, by the workflow that also runs in the cloud. */
export function startWorkflow(walk: Walk, handlers: WorkflowHandlers, hooks: WorkflowHooks): RunningWorkflow {
  const definition = readWorkflow();
  const performer = createPerformer(hooks.waitUntil);
  const tasks = tasksOf(definition).map(([name, state]) => [name, performer.perform(handlerOf(state, handlers))]);
  // A test validates the file; validating it at every start would cost a tenth of a second.
  const machine = new StateMachine(withoutTimeouts(definition), { validationOptions: { noValidate: true } });
  const run = machine.run(
    { ...walk },
    {
      noThrowOnAbort: true,
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(tasks),
        waitTimeOverrides: zeroes(namesOf(definition, 'Wait')),
        // One process: whoever wrote first has written, so there is nothing to wait for.
        retryIntervalOverrides: zeroes(namesOf(definition, 'Task')),
      },
    },
  );
  const followed = follow(run.eventLogs, hooks);
  const stop = () => {
    performer.stop();
    run.abort();
  };
  const done = run.result
    .then(
      (output) => endOf(output),
      (error: unknown) => failure(error, performer.lastError(), hooks),
    )
    .finally(async () => {
      await followed;
      await performer.idle();
    });
  return { done, stop, revision: () => performer.adopted() ?? walk.revision };
}

/** Reads the log to its end, since the interpreter keeps every event until somebody takes it. */
async function follow(events: AsyncGenerator<{ type: string }>, { onState }: WorkflowHooks): Promise<void> {
  for await (const event of events) {
    if (event.type === 'StateEntered' && 'state' in event) onState?.((event.state as { name: string }).name);
  }
}

function endOf(output: unknown): WorkflowEnd {
  if (output === null) return { end: 'aborted' };
  const { next } = output as { next?: { do?: string; reason?: string } };
  return next?.do === 'stop' ? { end: 'stopped', reason: next.reason ?? 'unknown' } : { end: 'concluded' };
}

/** What the failed step threw says more than that the execution failed. */
function failure(error: unknown, thrown: unknown, hooks: WorkflowHooks): WorkflowEnd {
  const cause = error instanceof ExecutionError ? (thrown ?? error) : error;
  hooks.onOperator(cause);
  return { end: 'failed', error: cause };
}
