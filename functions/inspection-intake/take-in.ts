import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Finding, Inspection } from '../../shared/domain/inspection/inspection-schema.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { type ChangedProblem, change, writeProblem } from '../../shared/stores/problem-ledger.ts';
import type { Services } from '../services.ts';
import { checkInspection } from './check-inspection.ts';

/** Somebody sent other content under an inspection id that is taken. */
export class InspectionConflict extends Error {
  constructor(id: string) {
    super(`inspection "${id}" was taken in before with other content; send corrections under a new id`);
    this.name = 'InspectionConflict';
  }
}

/** Nobody urges, ranks or reports on a campaign that is over, so nothing new may disappear in it. */
export class CampaignOver extends Error {
  constructor(campaign: string) {
    super(`the campaign "${campaign}" has ended and takes no more inspections; send them to one that runs`);
    this.name = 'CampaignOver';
  }
}

export interface TakenIn {
  readonly inspection: string;
  readonly problems: readonly string[];
  /** The same inspection had arrived before; nothing was written. */
  readonly repeated: boolean;
}

/** How often an intake is decided anew after a problem it reopens was changed by somebody else. */
const TRIES = 5;

/**
 * Takes in one inspection: it and its problems are written together or not at all, and once however often it is sent.
 * Each finding becomes a problem, dispatched at once unless it goes to the pool; the same place and category closed a
 * short while ago is reopened as a relapse instead. Throws `InspectionRejected`, `InspectionConflict` and `CampaignOver`.
 */
export async function takeIn(
  input: { readonly campaign: string; readonly inspection: Inspection; readonly by: string },
  services: Services,
): Promise<TakenIn> {
  const context = await services.campaigns.load(input.campaign);
  checkInspection(input.inspection, context, services.clock.now());
  for (let tries = 1; ; tries++) {
    const before = await services.inspections.load(input.campaign, input.inspection.id);
    if (before) return asRepeated(before.inspection, input.inspection, before.problems);
    if (context.head.status === 'ended') throw new CampaignOver(input.campaign);
    try {
      return await write(input, context, services);
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
    }
  }
}

function asRepeated(before: Inspection, now: Inspection, problems: readonly string[]): TakenIn {
  if (canonicalJson(before) !== canonicalJson(now)) throw new InspectionConflict(now.id);
  return { inspection: now.id, problems, repeated: true };
}

async function write(
  { inspection, by }: { inspection: Inspection; by: string },
  context: CampaignContext,
  services: Services,
): Promise<TakenIn> {
  const receivedAt = services.clock.now();
  const problems: ChangedProblem[] = [];
  for (const [index, finding] of inspection.findings.entries()) {
    const relapse = await relapseOf(inspection, finding, context, services, problems);
    problems.push(relapse ?? newProblem(inspection, finding, index, context, receivedAt, by));
  }
  const ids = problems.map((problem) => problem.state.id);
  const actions: WriteAction[] = [
    services.inspections.write(context.config.id, { inspection, receivedAt, by, problems: ids }),
    ...problems.map(writeProblem),
  ];
  await services.items.transact(actions);
  return { inspection: inspection.id, problems: ids, repeated: false };
}

const unitFor = (inspection: Inspection, finding: Finding): string => finding.unit ?? inspection.unit;

/** The problem closed at this place, reopened; undefined where there is none or it is too long ago. */
async function relapseOf(
  inspection: Inspection,
  finding: Finding,
  context: CampaignContext,
  services: Services,
  already: readonly ChangedProblem[],
): Promise<ChangedProblem | undefined> {
  const id = await services.ledger.lastClosedAt(context.config.id, finding.place, finding.category);
  if (!id || finding.pool || already.some((problem) => problem.state.id === id)) return undefined;
  const before = await services.ledger.load(context.config.id, id);
  const command = {
    type: 'reopen',
    at: services.clock.now(),
    by: 'system',
    inspection: inspection.id,
    unit: unitFor(inspection, finding),
  } as const;
  try {
    return before && change(before, decide(command, before.state, context.rules));
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function newProblem(
  inspection: Inspection,
  finding: Finding,
  index: number,
  context: CampaignContext,
  at: string,
  by: string,
): ChangedProblem {
  const { category, place, description, checkpoint, photos } = finding;
  const recorded = change(
    undefined,
    decide(
      {
        type: 'record',
        at,
        by,
        problem: `${inspection.id}-${index + 1}`,
        campaign: context.config.id,
        inspection: inspection.id,
        category,
        severity: finding.severity ?? context.categories.get(category)?.severity ?? 'normal',
        source: inspection.source,
        place,
        description,
        ...(checkpoint && { checkpoint }),
        ...(photos && { photos }),
      },
      undefined,
      context.rules,
    ),
  );
  if (finding.pool) return recorded;
  const dispatch = { type: 'dispatch', at, by: 'system', unit: unitFor(inspection, finding) } as const;
  const loaded = { ...recorded, version: 0 };
  return { ...change(loaded, decide(dispatch, recorded.state, context.rules)), version: undefined };
}
