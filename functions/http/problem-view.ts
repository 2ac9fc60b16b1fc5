import * as z from 'zod';
import { INSPECTION_SOURCES, RUNGS, SEVERITIES } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { photoSchema } from '../../shared/domain/photo/photo-schema.ts';
import { isOverdue, type Life, type ProblemState } from '../../shared/domain/problem/problem-state.ts';

export const PROBLEM_STATUSES = [
  'recorded',
  'dispatched',
  'returned',
  'rectified',
  'parked',
  'closed',
  'merged',
  'voided',
] as const satisfies readonly ProblemState['status'][];

const instant = z.iso.datetime();
const because = z.object({ reason: z.string() });

/** A problem as people read it: what was found, whose it is now, by when, and how far it has come. */
export const problemViewSchema = z.object({
  id: z.string(),
  status: z.enum(PROBLEM_STATUSES),
  category: z.string(),
  severity: z.enum(SEVERITIES),
  source: z.enum(INSPECTION_SOURCES),
  place: z.string(),
  description: z.string(),
  checkpoint: z.string().optional(),
  photos: z.array(photoSchema),
  inspection: z.string(),
  recordedAt: instant,
  /** Left out while the problem waits in the pool. */
  unit: z.string().optional(),
  dispatchedAt: instant.optional(),
  /** Null for a problem without a deadline. */
  dueAt: instant.nullable().optional(),
  /** Missed its deadline, whether still open or closed late. */
  overdue: z.boolean(),
  stages: z.array(z.object({ name: z.string(), dueAt: instant, done: z.boolean() })).optional(),
  acknowledgedAt: instant.optional(),
  filed: z
    .object({ at: instant, note: z.string(), photos: z.array(photoSchema), method: z.string().optional() })
    .optional(),
  closedAt: instant.optional(),
  appeal: z.enum(['filed', 'upheld', 'rejected']).optional(),
  relapse: z.boolean(),
  reworks: z.int(),
  extensions: z.int(),
  escalations: z.array(z.object({ step: z.string(), rung: z.enum(RUNGS), at: instant })),
  extensionRequest: because.extend({ until: instant }).optional(),
  returned: because.extend({ at: instant }).optional(),
  parked: because.extend({ at: instant, until: instant }).optional(),
  mergedInto: z.string().optional(),
  voidReason: z.string().optional(),
  /** The closed problem that came back as this one, being too full to be reopened; and of that one, as which it goes on. */
  relapseOf: z.string().optional(),
  continuedAs: z.string().optional(),
});
export type ProblemView = z.infer<typeof problemViewSchema>;

/** The view of a problem at a moment. */
export function viewProblem(state: ProblemState, now: Instant): ProblemView {
  const { id, status, category, severity, source, place, description, checkpoint, photos, inspection, recordedAt } =
    state;
  const life = state.lives.at(-1);
  return {
    ...{ id, status, category, severity, source, place, description, inspection, recordedAt },
    ...(checkpoint && { checkpoint }),
    ...(state.relapseOf && { relapseOf: state.relapseOf }),
    photos: [...photos],
    overdue: life !== undefined && missedDeadline(state, life, now),
    ...viewLife(life),
    ...viewStatus(state),
  };
}

/** A parked clock stands still. */
const missedDeadline = (state: ProblemState, life: Life, now: Instant): boolean =>
  !life.dropped && state.status !== 'parked' && isOverdue(life, now);

function viewFiled({ settles: _settles, ...filed }: NonNullable<Life['filed']>) {
  return { ...filed, photos: [...filed.photos] };
}

function viewLife(life: Life | undefined) {
  if (!life) return { relapse: false, reworks: 0, extensions: 0, escalations: [] };
  const { unit, dispatchedAt, acknowledgedAt, filed, closedAt, appeal, relapse, schedule, stagesDone } = life;
  return {
    unit,
    dispatchedAt,
    dueAt: schedule.dueAt,
    ...(schedule.stages && {
      stages: schedule.stages.map((stage) => ({ ...stage, done: stagesDone.includes(stage.name) })),
    }),
    ...(acknowledgedAt && { acknowledgedAt }),
    ...(filed && { filed: viewFiled(filed) }),
    ...(closedAt && { closedAt }),
    ...(appeal && { appeal }),
    relapse,
    reworks: life.reworksAt.length,
    extensions: life.extensionsAt.length,
    escalations: life.decided.map(({ step, rung, at }) => ({ step, rung, at })),
  };
}

function viewStatus(state: ProblemState) {
  switch (state.status) {
    case 'dispatched':
      return state.extensionRequest ? { extensionRequest: state.extensionRequest } : {};
    case 'returned':
      return { returned: state.returned };
    case 'parked':
      return { parked: state.parked };
    case 'merged':
      return { mergedInto: state.into };
    case 'voided':
      return { voidReason: state.reason };
    case 'closed':
      return state.continuedAs ? { continuedAs: state.continuedAs } : {};
    case 'recorded':
    case 'rectified':
      return {};
    default:
      return state satisfies never;
  }
}
