import * as z from 'zod';
import { inspectionSchema } from '../../shared/domain/inspection/inspection-schema.ts';
import { signatureOf } from '../http/caller.ts';
import { notFound } from '../http/fault.ts';
import { LARGEST_BODY } from '../http/read-body.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { INTAKE_ERRORS } from './intake-errors.ts';
import { takeIn } from './take-in.ts';
import { takeInBatch } from './take-in-batch.ts';

/** More rows than this are sent in parts. */
const MAX_ROWS = 500;

const takenInSchema = z.object({ inspection: z.string(), problems: z.array(z.string()), repeated: z.boolean() });

/** Rows are checked one by one, so that a bad one does not turn the others away. */
const batchSchema = z.strictObject({ inspections: z.array(z.unknown()).min(1).max(MAX_ROWS) });

const faultSchema = z.object({ path: z.string(), message: z.string(), messageEn: z.string() });
const batchResultSchema = z.object({
  accepted: z.int(),
  repeated: z.int(),
  rejected: z.int(),
  rows: z.array(
    z.object({
      row: z.int().min(1),
      id: z.string().optional(),
      status: z.enum(['accepted', 'repeated', 'rejected']),
      problems: z.array(z.string()).optional(),
      faults: z.array(faultSchema).optional(),
    }),
  ),
});

const storedInspectionSchema = z.object({
  inspection: z.looseObject({ id: z.string() }),
  receivedAt: z.iso.datetime(),
  by: z.string(),
  problems: z.array(z.string()),
});

const INTAKE_ROLES = ['inspector', 'office'] as const;

/** How inspections come in, one at a time or in batches. */
export const intakeRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/inspections',
    operationId: 'takeInInspection',
    summary: {
      zh: '报送一次检查及其发现的问题；同一编号重复报送无妨',
      en: 'Send one inspection with its findings; sending the same id again is harmless',
    },
    access: INTAKE_ROLES,
    body: { json: inspectionSchema },
    replies: { 201: takenInSchema, 200: takenInSchema },
    errors: INTAKE_ERRORS,
    async handle({ params, body, caller }, services) {
      const taken = await takeIn({ campaign: params.campaign, inspection: body, by: signatureOf(caller) }, services);
      return { status: taken.repeated ? 200 : 201, body: taken };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/inspections/batch',
    operationId: 'takeInInspections',
    summary: {
      zh: `批量报送检查，每批至多 ${MAX_ROWS} 条，逐条给出结果`,
      en: `Send up to ${MAX_ROWS} inspections at once, with a result for each row`,
    },
    access: INTAKE_ROLES,
    body: {
      json: batchSchema,
      documented: z.strictObject({ inspections: z.array(inspectionSchema).min(1).max(MAX_ROWS) }),
    },
    maxBody: LARGEST_BODY,
    replies: { 200: batchResultSchema },
    async handle({ params, body, caller }, services) {
      const input = { campaign: params.campaign, rows: body.inspections, by: signatureOf(caller) };
      const rows = await takeInBatch(input, services);
      const count = (status: string) => rows.filter((row) => row.status === status).length;
      const counts = { accepted: count('accepted'), repeated: count('repeated'), rejected: count('rejected') };
      return { status: 200, body: { ...counts, rows } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/inspections/{inspection}',
    operationId: 'getInspection',
    summary: { zh: '查看一次检查', en: 'One inspection as it was taken in' },
    access: ['inspector', 'office', 'auditor'],
    replies: { 200: storedInspectionSchema },
    async handle({ params }, services) {
      await services.campaigns.load(params.campaign);
      const stored = await services.inspections.load(params.campaign, params.inspection);
      if (!stored) throw notFound('检查', 'inspection', params.inspection);
      return { status: 200, body: stored };
    },
  }),
];
