import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { LogFields } from './log-fields.ts';
import type { Services } from './services.ts';
import { type TimeLeft, UNLIMITED } from './time-left.ts';

/** Carries out one action of the workflow; safe to be asked twice. Most work with all services, some with less. */
export type WorkflowTask<With = Services> = (event: unknown, services: With, timeLeft?: TimeLeft) => Promise<object>;

/** The workflow sent something that no action takes: its file and this code have come apart. */
export class UnknownAction extends Error {
  constructor(event: unknown, error: z.ZodError) {
    super(`the workflow sent ${JSON.stringify(event)}, which no action takes: ${z.prettifyError(error)}`);
    this.name = 'UnknownAction';
  }
}

/** A task that takes what its schema takes. It throws `UnknownAction` for anything else. */
export const workflowTask =
  <Schema extends z.ZodType, With = Services>(
    schema: Schema,
    act: (action: z.infer<Schema>, services: With, timeLeft: TimeLeft) => Promise<object>,
  ): WorkflowTask<With> =>
  (event, services, timeLeft = UNLIMITED) => {
    const parsed = schema.safeParse(event);
    if (!parsed.success) throw new UnknownAction(event, parsed.error);
    return act(parsed.data, services, timeLeft);
  };

/** Writes one JSON line for each action. */
export interface TaskLogger {
  info(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

interface TaskEvent {
  readonly action?: unknown;
  readonly campaign?: unknown;
  readonly entry?: unknown;
  readonly key?: unknown;
}

/** The Lambda of a task: errors go on to the workflow, which retries them by name or shows them to the operator. */
export function taskHandler<With>(task: WorkflowTask<With>, services: () => With | Promise<With>, logger: TaskLogger) {
  const line = ({ action, campaign, entry, key }: TaskEvent, { awsRequestId }: Context) => ({
    requestId: awsRequestId,
    campaign,
    action,
    entry: entry ?? key,
  });
  return middy<TaskEvent, object>({})
    .use({
      after: ({ event, context }) => logger.info('action done', line(event, context)),
      onError: ({ event, context, error }) =>
        logger.error('action failed', { ...line(event, context), cause: error?.stack ?? String(error) }),
    })
    .handler(async (event, context) => task(event, await services(), () => context.getRemainingTimeInMillis()));
}
