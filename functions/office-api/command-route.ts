import * as z from 'zod';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import { type ProblemCommand, problemCommandSchemas } from '../../shared/domain/problem/problem-commands.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { signatureOf } from '../http/caller.ts';
import { Fault } from '../http/fault.ts';
import { demandUploaded } from '../http/photos.ts';
import { problemViewSchema, viewProblem } from '../http/problem-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Services } from '../services.ts';

const schemas = problemCommandSchemas;

/** What the office may do, also on behalf of a unit that phones; sweeps, intakes and imports have commands of their own. */
const officeCommandSchema = z.discriminatedUnion('type', [
  schemas.dispatch.omit({ dueAt: true }),
  schemas.reassign,
  schemas.acknowledge,
  schemas.return,
  schemas.completeStage,
  schemas.fileRectification,
  schemas.verify,
  schemas.requestExtension,
  schemas.approveExtension,
  schemas.refuseExtension,
  schemas.park,
  schemas.resume,
  schemas.merge,
  schemas.appeal,
  schemas.void,
  schemas.rebase,
]);
type OfficeCommand = z.infer<typeof officeCommandSchema>;

/** Demands that what a command points at is there. Throws a `Fault`. */
async function demandTargets(command: OfficeCommand, context: CampaignContext, services: Services): Promise<void> {
  if ('unit' in command && !context.units.has(command.unit)) {
    throw unknownTarget('unit', '责任单位', 'unit', command.unit);
  }
  if (command.type === 'merge') await demandStanding(command.into, context, services);
  if (command.type === 'fileRectification') await demandUploaded(command.photos, services.archive);
}

/** Two problems merged into each other would both be lost. */
async function demandStanding(into: string, context: CampaignContext, services: Services): Promise<void> {
  const target = await services.ledger.load(context.config.id, into);
  if (!target) throw unknownTarget('into', '问题', 'problem', into);
  if (target.state.status !== 'merged' && target.state.status !== 'voided') return;
  throw wrongTarget('into', {
    zh: `问题“${into}”本身已合并或作废，请填写仍在办理的问题`,
    en: `problem "${into}" is merged or void itself; name the one that stands`,
  });
}

const unknownTarget = (path: string, zh: string, en: string, id: string): Fault =>
  wrongTarget(path, {
    zh: `本专项行动中没有${zh}“${id}”，请核对编号`,
    en: `this campaign has no ${en} "${id}"; check the id`,
  });

const wrongTarget = (path: string, text: Bilingual): Fault =>
  new Fault('unprocessable', text, { details: [{ path, message: text.zh, messageEn: text.en }] });

export const commandRoute: Route = defineRoute({
  method: 'POST',
  path: '/campaigns/{campaign}/problems/{problem}/commands',
  operationId: 'commandProblem',
  summary: {
    zh: '处理一个问题：派遣、改派、核查、延期审批、挂账、合并、作废、重定期限，或代责任单位办理',
    en: 'Dispatch, reassign, verify, decide extensions, park, merge, void, re-base, or act for a unit',
  },
  access: ['office'],
  body: { json: officeCommandSchema },
  replies: { 200: problemViewSchema },
  async handle({ params, body, caller }, services) {
    const context = await services.campaigns.load(params.campaign);
    await demandTargets(body, context, services);
    const at = services.clock.now();
    const command: ProblemCommand = { ...body, at, by: signatureOf(caller) };
    const state = await services.desk.execute(params.campaign, params.problem, command, context.rules);
    return { status: 200, body: viewProblem(state, at) };
  },
});

const verificationSchema = z.discriminatedUnion('pass', [
  z.strictObject({ pass: z.literal(true), note: z.string().max(500).optional() }),
  z.strictObject({ pass: z.literal(false), reason: z.string().trim().min(1).max(500) }),
]);

/** Inspectors verify too: anybody but the unit itself. */
export const verificationRoute: Route = defineRoute({
  method: 'POST',
  path: '/campaigns/{campaign}/problems/{problem}/verification',
  operationId: 'verifyProblem',
  summary: { zh: '核查：通过即销号，不通过即返工', en: 'Verify a rectification: pass closes, fail is rework' },
  access: ['inspector', 'office'],
  body: { json: verificationSchema },
  replies: { 200: problemViewSchema },
  async handle({ params, body, caller }, services) {
    const { rules } = await services.campaigns.load(params.campaign);
    const at = services.clock.now();
    const command: ProblemCommand = { ...body, type: 'verify', at, by: signatureOf(caller) };
    const state = await services.desk.execute(params.campaign, params.problem, command, rules);
    return { status: 200, body: viewProblem(state, at) };
  },
});
