import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type TaskLogger, taskHandler, UnknownAction, workflowTask } from '../../../functions/workflow-task.ts';
import { openTestStage } from '../../support/test-stage.ts';

const count = workflowTask(
  z.strictObject({ action: z.literal('count'), campaign: z.string(), entry: z.string() }),
  async ({ campaign }, { registry }) => ({ found: (await registry.head(campaign)) ? 1 : 0 }),
);
const context = { awsRequestId: 'request-1' } as Context;

async function lambda() {
  const { services, campaign } = await openTestStage();
  const lines: unknown[][] = [];
  const log = (level: string) => (message: string, fields: object) => void lines.push([level, message, fields]);
  const logger: TaskLogger = { info: log('info'), error: log('error') };
  return { campaign, lines, handler: taskHandler(count, () => services, logger) };
}

describe('taskHandler', () => {
  it('carries out an action and writes one line with its correlation keys', async () => {
    const { campaign, lines, handler } = await lambda();
    expect(await handler({ action: 'count', campaign, entry: 'gate:70' }, context)).toEqual({ found: 1 });
    expect(lines).toEqual([
      ['info', 'action done', { requestId: 'request-1', campaign, action: 'count', entry: 'gate:70' }],
    ]);
  });
  it('hands an error on to the workflow by its name, and writes why', async () => {
    const { campaign, lines, handler } = await lambda();
    const call = handler({ action: 'leap', campaign, entry: 'x' } as never, context);
    await expect(call).rejects.toBeInstanceOf(UnknownAction);
    expect(lines).toMatchObject([
      ['error', 'action failed', { action: 'leap', cause: expect.stringContaining('no action takes') }],
    ]);
  });
});
