import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Finding, Inspection } from '../../shared/domain/inspection/inspection-schema.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { fitTogether, hasRoomForRelapse } from '../../shared/domain/problem/room.ts';
import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { type ChangedProblem, change, type LoadedProblem, writeProblem } from '../../shared/stores/problem-ledger.ts';
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
 * short while ago is reopened as a relapse instead, or goes on as a new problem where it is too full. Throws `InspectionRejected`, `InspectionConflict` and `CampaignOver`.
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

/** One inspection on its way into the ledger, with the problems that its write holds so far. */
interface Intake {
  readonly inspection: Inspection;
  readonly at: Instant;
  readonly by: string;
  readonly context: CampaignContext;
  readonly problems: ChangedProblem[];
  /** By the id of a closed problem that this write has no room for: its place, which names from now on what it goes on as. */
  readonly places: Map<string, WriteAction>;
}

async function write(
  { inspection, by }: { inspection: Inspection; by: string },
  context: CampaignContext,
  services: Services,
): Promise<TakenIn> {
  const at = services.clock.now();
  const intake: Intake = { inspection, at, by, context, problems: [], places: new Map() };
  const ids: string[] = [];
  for (const [index, finding] of inspection.findings.entries()) {
    const [problem, ...before] = await problemsOf(finding, index, intake, services);
    intake.problems.push(problem, ...before);
    ids.push(problem.state.id);
  }
  const actions: WriteAction[] = [
    services.inspections.write(context.config.id, { inspection, receivedAt: at, by, problems: ids }),
    ...intake.problems.map(writeProblem),
    ...intake.places.values(),
  ];
  await services.items.transact(actions);
  return { inspection: inspection.id, problems: ids, repeated: false };
}

/** What a finding comes to, with the problem it goes on from where that is written too. */
type Found = readonly [ChangedProblem, ...ChangedProblem[]];

async function problemsOf(finding: Finding, index: number, intake: Intake, services: Services): Promise<Found> {
  const { inspection, at } = intake;
  const id = await closedBefore(finding, intake, services);
  const before = id === undefined ? undefined : await services.ledger.load(intake.context.config.id, id);
  const stamp = { at, by: 'system', inspection: inspection.id } as const;
  if (before && hasRoomForRelapse(before.history)) {
    const reopened = decided(before, { ...stamp, type: 'reopen', unit: unitFor(inspection, finding) }, intake);
    if (!reopened) return [newProblem(finding, index, intake)];
    if (fits(reopened, intake)) return [reopened];
  }
  const command = { ...stamp, type: 'continue', as: problemId(inspection, index) } as const;
  const continued = before && decided(before, command, intake);
  if (!continued) return [newProblem(finding, index, intake)];
  const problem = newProblem(finding, index, intake, before.state.id);
  if (fits(continued, intake)) return [problem, continued];
  // The place alone then keeps the relapse from being counted once more.
  intake.places.set(before.state.id, await services.ledger.rememberClosing(problem.state));
  return [problem];
}

/** Whether the write holds this one too. */
const fits = (changed: ChangedProblem, { problems }: Intake): boolean =>
  fitTogether([...problems, changed].map(({ history }) => history));

const problemId = (inspection: Inspection, index: number): string => `${inspection.id}-${index + 1}`;

const unitFor = (inspection: Inspection, finding: Finding): string => finding.unit ?? inspection.unit;

/** The problem closed last at this place, unless this write holds it already. */
async function closedBefore(
  finding: Finding,
  { context, problems, places }: Intake,
  { ledger }: Services,
): Promise<string | undefined> {
  const id = await ledger.lastClosedAt(context.config.id, finding.place, finding.category);
  const isTaken = places.has(id ?? '') || problems.some(({ state }) => state.id === id);
  return finding.pool || isTaken ? undefined : id;
}

/** The problem after its relapse; undefined where it is none. */
function decided(before: LoadedProblem, command: ProblemCommand, { context }: Intake): ChangedProblem | undefined {
  try {
    return change(before, decide(command, before.state, context.rules));
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function newProblem(
  finding: Finding,
  index: number,
  { inspection, at, by, context }: Intake,
  relapseOf?: string,
): ChangedProblem {
  const { category, place, description, checkpoint, photos } = finding;
  const recorded = change(
    undefined,
    decide(
      {
        type: 'record',
        at,
        by,
        problem: problemId(inspection, index),
        campaign: context.config.id,
        inspection: inspection.id,
        category,
        severity: finding.severity ?? context.categories.get(category)?.severity ?? 'normal',
        source: inspection.source,
        place,
        description,
        ...(checkpoint && { checkpoint }),
        ...(photos && { photos }),
        ...(relapseOf && { relapseOf }),
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
