import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  paginateListExecutions,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../ports.ts';

/** The executions of one state machine in AWS Step Functions. Errors of the service pass through. */
export function createSfnWorkflows(options: { readonly client: SFNClient; readonly stateMachine: string }): Workflows {
  const { client, stateMachine: stateMachineArn } = options;
  return {
    async running() {
      const names: string[] = [];
      const pages = paginateListExecutions({ client, pageSize: 1000 }, { stateMachineArn, statusFilter: 'RUNNING' });
      for await (const { executions = [] } of pages) names.push(...executions.flatMap(({ name }) => name ?? []));
      return names;
    },
    async start(name, walk) {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(walk) }));
      } catch (error) {
        // It was started before and has ended: whoever named it so wanted one execution of that name and had it.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async stop(name) {
      try {
        const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        await client.send(new StopExecutionCommand({ executionArn, cause: 'another execution takes over' }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist) && !hasEnded(error)) throw error;
      }
    },
  };
}

/** It came to its end between the look and the stop; the service has no error of its own for that. */
const hasEnded = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationException' && error.message.includes('not running');
