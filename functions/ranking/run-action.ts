import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { PERIODS } from '../../shared/domain/campaign/vocabulary.ts';
import { workflowTask } from '../workflow-task.ts';
import { computeRanking } from './compute-ranking.ts';
import { proposeAccountability } from './propose-accountability.ts';

const closing = { campaign: idSchema, kind: z.enum(PERIODS), key: z.string().min(1).max(20) };

const actionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('rank'), ...closing }),
  z.strictObject({ action: z.literal('propose'), ...closing }),
]);

/** Ranks the windows that close and files what they give cause to propose, as the workflow asks. */
export const ranking = workflowTask(actionSchema, async ({ action, ...window }, services) => {
  switch (action) {
    case 'rank': {
      const { path, sha256 } = await computeRanking(window, services);
      return { path, sha256 };
    }
    case 'propose':
      return { filed: await proposeAccountability(window, services) };
    default:
      return action satisfies never;
  }
});
