import type { ProblemCommand } from '../../../shared/domain/problem/problem-commands.ts';

type WithoutSender<Command> = Command extends ProblemCommand ? Omit<Command, 'at' | 'by'> : never;

/** What somebody is going to do about a problem. */
export interface Step {
  readonly role: 'unit' | 'office';
  /** In epoch milliseconds on the grid. */
  readonly at: number;
  /** Nothing but a look where it is left out: by then somebody else has moved on. */
  readonly move?: WithoutSender<ProblemCommand>;
  /** Who signs the command. */
  readonly by: string;
  /** Isn't made up for once its moment has passed. */
  readonly optional?: boolean;
}
