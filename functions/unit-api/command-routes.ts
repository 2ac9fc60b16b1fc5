import type * as z from 'zod';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import { type ProblemCommand, problemCommandSchemas } from '../../shared/domain/problem/problem-commands.ts';
import { signatureOf } from '../http/caller.ts';
import { demandUploaded } from '../http/photos.ts';
import { problemViewSchema, viewProblem } from '../http/problem-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { ownCampaign, ownProblem } from './own-problem.ts';

type UnitCommand = 'acknowledge' | 'return' | 'completeStage' | 'fileRectification' | 'requestExtension' | 'appeal';

interface CommandRoute {
  readonly command: UnitCommand;
  readonly word: string;
  readonly summary: Bilingual;
}

const COMMANDS: readonly CommandRoute[] = [
  { command: 'acknowledge', word: 'acknowledge', summary: { zh: '签收', en: 'Acknowledge a problem' } },
  { command: 'return', word: 'return', summary: { zh: '回退错派的问题', en: 'Return a wrong dispatch' } },
  { command: 'completeStage', word: 'stage', summary: { zh: '完成一个整改阶段', en: 'Report a stage as done' } },
  { command: 'fileRectification', word: 'rectification', summary: { zh: '报送整改', en: 'File a rectification' } },
  { command: 'requestExtension', word: 'extension', summary: { zh: '申请延期', en: 'Ask for an extension' } },
  { command: 'appeal', word: 'appeal', summary: { zh: '申诉', en: 'Appeal after closing overdue' } },
];

const unitCommandRoute = ({ command, word, summary }: CommandRoute): Route => {
  const schema: z.ZodObject = problemCommandSchemas[command];
  return defineRoute({
    method: 'POST',
    path: `/campaigns/{campaign}/my/problems/{problem}/${word}`,
    operationId: `${command}Mine`,
    summary,
    access: ['unit'],
    body: { json: schema.omit({ type: true }) },
    replies: { 200: problemViewSchema },
    async handle({ params, body, caller }, services) {
      const { rules } = await ownCampaign(params.campaign, caller, services);
      await ownProblem(params, caller, services);
      const at = services.clock.now();
      // The schema of this very command read the body.
      const order = { ...body, type: command, at, by: signatureOf(caller) } as ProblemCommand;
      if (order.type === 'fileRectification') await demandUploaded(order.photos, services.archive);
      const state = await services.desk.execute(params.campaign, params.problem, order, rules);
      return { status: 200, body: viewProblem(state, at) };
    },
  });
};

/** What a unit may do with a problem of its own. */
export const unitCommandRoutes: readonly Route[] = COMMANDS.map(unitCommandRoute);
