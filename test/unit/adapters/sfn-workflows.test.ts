import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSfnWorkflows } from '../../../shared/adapters/sfn-workflows.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:campaign';
const refusal = { message: 'no', $metadata: {} };

describe('the executions of Step Functions', () => {
  const sfn = mockClient(SFNClient);
  const workflows = createSfnWorkflows({ client: new SFNClient({ region: 'eu-west-1' }), stateMachine: MACHINE });
  beforeEach(() => void sfn.reset().onAnyCommand().rejects(new Error('not expected by this test')));

  it('lists the names of those that run, page by page', async () => {
    const page = (name: string) => ({
      executions: [{ name, executionArn: '', stateMachineArn: '', status: 'RUNNING' as const, startDate: undefined }],
    });
    sfn
      .on(ListExecutionsCommand, { stateMachineArn: MACHINE, statusFilter: 'RUNNING' })
      .resolves({ ...page('a'), nextToken: 't' });
    sfn.on(ListExecutionsCommand, { nextToken: 't' }).resolves(page('b'));
    expect(await workflows.running()).toEqual(['a', 'b']);
  });

  it('starts one with the walk as its input', async () => {
    sfn.on(StartExecutionCommand).resolves({});
    await workflows.start('c-r1', { campaign: 'c', revision: 1 });
    expect(sfn.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: MACHINE,
      name: 'c-r1',
      input: '{"campaign":"c","revision":1}',
    });
  });

  it('takes a name that was used before for a success', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(refusal));
    await expect(workflows.start('c-r1', { campaign: 'c', revision: 1 })).resolves.toBeUndefined();
  });

  it('stops one by its name, and takes one that is not there for a success', async () => {
    sfn.on(StopExecutionCommand).resolvesOnce({}).rejects(new ExecutionDoesNotExist(refusal));
    await workflows.stop('c-r1');
    await workflows.stop('c-r1');
    expect(sfn.commandCalls(StopExecutionCommand)[0]?.args[0].input.executionArn).toBe(
      'arn:aws:states:eu-west-1:111122223333:execution:campaign:c-r1',
    );
  });

  it('takes one that has just come to its end for a success', async () => {
    const ended = Object.assign(new Error('Execution is not running'), { name: 'ValidationException' });
    sfn.on(StopExecutionCommand).rejects(ended);
    await expect(workflows.stop('c-r1')).resolves.toBeUndefined();
  });

  it('passes on what the service can not do', async () => {
    sfn.on(StartExecutionCommand).rejects(new Error('throttled'));
    sfn.on(StopExecutionCommand).rejects(new Error('throttled'));
    await expect(workflows.start('c-r1', { campaign: 'c', revision: 1 })).rejects.toThrow('throttled');
    await expect(workflows.stop('c-r1')).rejects.toThrow('throttled');
  });
});
