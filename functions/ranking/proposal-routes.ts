import * as z from 'zod';
import { DecisionRefused } from '../../shared/domain/accountability/decision.ts';
import { row } from '../http/error-table.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { decideProposal, UnknownProposal } from './decide-proposal.ts';

const decision = z.enum(['approved', 'rejected']);

const proposalSchema = z.looseObject({
  proposal: z.looseObject({
    id: z.string(),
    rule: z.string(),
    propose: z.string(),
    unit: z.string(),
    unitName: z.string(),
    period: z.string(),
    sharedBy: z.array(z.string()),
    /** The rankings that gave cause. */
    evidence: z.array(z.looseObject({})),
    basis: z.string(),
    summary: z.object({ zh: z.string(), en: z.string() }),
  }),
  proposedAt: z.iso.datetime(),
  status: z.enum(['pending', 'decided']),
  decision: decision.optional(),
  by: z.object({ name: z.string(), role: z.string() }).optional(),
  reason: z.string().optional(),
  at: z.iso.datetime().optional(),
});

const ERRORS = [
  row(UnknownProposal, (error) => ({
    status: 404,
    error: 'not-found',
    message: '没有这一问责建议，请从建议列表中核对编号',
    messageEn: error.message,
  })),
  row(DecisionRefused, (error) => ({
    status: 409,
    error: error.reason === 'decided' ? 'already-decided' : `decision-${error.reason}`,
    message: error.zh,
    messageEn: error.message,
  })),
];

/** Accountability proposals 问责建议: the system proposes with evidence, a named person of the office decides. */
export const proposalRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/proposals',
    operationId: 'listProposals',
    summary: { zh: '问责建议及其依据和决定', en: 'Accountability proposals with their evidence and what was decided' },
    access: ['office', 'auditor'],
    query: z.strictObject({ status: z.enum(['pending', 'decided']).optional() }),
    replies: { 200: z.object({ items: z.array(proposalSchema) }) },
    async handle({ params, query: { status } }, services) {
      await services.campaigns.load(params.campaign);
      const proposals = await services.proposals.list(params.campaign);
      const items = proposals.filter((one) => status === undefined || one.status === status);
      return { status: 200, body: { items } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/proposals/{proposal}/decision',
    operationId: 'decideProposal',
    summary: { zh: '批准或否决一项问责建议，须写明理由', en: 'Approve or reject a proposal, once and with a reason' },
    access: ['office'],
    body: {
      json: z.strictObject({
        decision,
        reason: z.string().trim().min(1).max(500),
        despiteCorrections: z.boolean().optional(),
      }),
    },
    replies: { 200: proposalSchema },
    errors: ERRORS,
    async handle({ params, body, caller }, services) {
      await services.campaigns.load(params.campaign);
      const by = { name: caller.name, role: caller.role };
      return { status: 200, body: await decideProposal({ ...params, ...body, by }, services) };
    },
  }),
];
