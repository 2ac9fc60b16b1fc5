import { RUNGS } from '../../../shared/domain/campaign/vocabulary.ts';
import { stageStep } from '../../../shared/domain/escalation/ladder.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { currentLife, type Life, type ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { type Attempt, attemptOf, type Fate, fateOf } from './fate.ts';
import { forcedFrom, methodOf } from './methods.ts';
import { belongsTo } from './places.ts';
import { noteFor } from './reply-words.ts';
import type { Step } from './step.ts';
import { daysLater, hoursLater, shareOfWay } from './work-hours.ts';
import { diligenceOf, type World } from './world.ts';

type InHand = Extract<ProblemState, { status: 'dispatched' }>;

/** Everything the unit in charge may do next about a problem in its hands. */
export function unitSteps(state: InHand, world: World): Step[] {
  const life = currentLife(state);
  const by = `unit:${life.unit}`;
  if (!belongsTo(state.place, life.unit, world)) return [returnStep(state, by, world)];
  const fate = fateOf(state, world);
  const attempt = attemptOf(state, world);
  const files = filing(state, fate, attempt, world);
  return [
    ...acknowledgement(life, fate, by, world),
    ...stages(state, attempt, by, world),
    ...extension(state, fate, by, world),
    ...(files === undefined
      ? []
      : [{ role: 'unit', at: files, move: rectification(state, files, fate, world), by } as const]),
  ];
}

function returnStep(state: InHand, by: string, world: World): Step {
  const { dispatchedAt } = currentLife(state);
  const at = hoursLater(dispatchedAt, 0.5 + fateOf(state, world).acknowledgeRoll * 5, world);
  return { role: 'unit', at, move: { type: 'return', reason: '该点位不在我单位辖区，请核实后改派' }, by };
}

function acknowledgement(life: Life, fate: Fate, by: string, world: World): Step[] {
  if (life.acknowledgedAt || !fate.acknowledges) return [];
  const hours = 0.2 + fate.acknowledgeRoll * (6 - 4 * diligenceOf(world, life.unit));
  return [
    {
      role: 'unit',
      at: hoursLater(life.dispatchedAt, hours, world),
      move: { type: 'acknowledge' },
      by,
      optional: true,
    },
  ];
}

/** The stages before the last one; that is the filing itself. */
function stages({ id, lives }: ProblemState, attempt: Attempt, by: string, world: World): Step[] {
  const life = lives.at(-1);
  const next = life?.schedule.stages?.slice(0, -1).find(({ name }) => !life.stagesDone.includes(name));
  if (!life || !next) return [];
  const random = world.draws('stage', id, lives.length, stageStep(next.name));
  const inTime = random.chance(attempt.inTime ? 0.93 : 0.4);
  const roll = random.next();
  const at = inTime
    ? shareOfWay(life.dispatchedAt, next.dueAt, 0.2 + 0.75 * roll, life.schedule.unit, world)
    : hoursLater(next.dueAt, 0.5 + roll * 8, world);
  return [{ role: 'unit', at, move: { type: 'completeStage', stage: next.name }, by }];
}

/** When the unit asks for more time: well before the due date, since afterwards nobody may. */
export function requestTime(life: Life, fate: Fate, world: World): number | undefined {
  const { dueAt, unit } = life.schedule;
  const mayAsk = fate.extends && life.extensionsAt.length === 0 && world.context.rules.handling.extensions > 0;
  if (!mayAsk || dueAt === null || unit === 'emergencyHours') return undefined;
  return shareOfWay(life.dispatchedAt, dueAt, 0.4 + 0.4 * fate.extendRoll, unit, world);
}

function extension(state: InHand, fate: Fate, by: string, world: World): Step[] {
  const life = currentLife(state);
  const at = requestTime(life, fate, world);
  if (at === undefined || state.extensionRequest || life.schedule.dueAt === null) return [];
  const until = daysLater(life.schedule.dueAt, 1 + Math.floor(fate.extendRoll * 4), world);
  const reason = '施工材料未到位，申请延期';
  return [{ role: 'unit', at, move: { type: 'requestExtension', until, reason }, by, optional: true }];
}

/** The moment from which the present attempt counts. */
const begunAt = (life: Life): Instant =>
  [life.dispatchedAt, ...life.reworksAt, ...life.extensionsAt].reduce((latest, at) => (at > latest ? at : latest));

/** When the rectification is filed; undefined where it never is. */
function filing(state: InHand, fate: Fate, attempt: Attempt, world: World): number | undefined {
  const at = usualFiling(currentLife(state), fate, attempt, world);
  const force = forcedFrom(fate, world);
  return force === undefined || at === undefined ? at : Math.max(at, hoursLater(force, attempt.delay * 40, world));
}

function usualFiling(life: Life, fate: Fate, attempt: Attempt, world: World): number | undefined {
  const from = begunAt(life);
  const { dueAt, unit } = life.schedule;
  if (dueAt === null) return hoursLater(from, 8 + attempt.delay * 60, world);
  // Whoever asked for more time isn't ready before; with it granted the unit keeps its word.
  const needsMore = fate.extends && life.extensionsAt.length === 0 && requestTime(life, fate, world) !== undefined;
  const inTime = attempt.inTime || (fate.extends && life.extensionsAt.length > 0);
  if (inTime && !needsMore && dueAt > from) return shareOfWay(from, dueAt, Math.min(attempt.share, 0.97), unit, world);
  return lateFiling(life, from, dueAt, attempt, world);
}

/** A late unit moves some hours after the rung that impresses it, or after the last one there is. */
function lateFiling(life: Life, from: Instant, dueAt: Instant, attempt: Attempt, world: World): number | undefined {
  const { movedBy, delay } = attempt;
  if (movedBy === undefined) return undefined;
  const hours = 0.5 + delay * (10 - 4 * diligenceOf(world, life.unit));
  const overdue = life.schedule.slots.filter((slot) => slot.at > dueAt);
  const impressed = RUNGS.indexOf(movedBy);
  const slot = overdue.find(({ rung }) => RUNGS.indexOf(rung) >= impressed) ?? overdue.at(-1);
  const after = slot && slot.at > from ? slot.at : from > dueAt ? from : dueAt;
  return hoursLater(after, hours, world);
}

function rectification(state: InHand, at: number, fate: Fate, world: World): NonNullable<Step['move']> {
  const method = methodOf(at, fate, world);
  const needed = world.context.rules.handling.photosRequired;
  return {
    type: 'fileRectification',
    note: noteFor(state, method, fate),
    photos: Array.from({ length: needed }, () => world.photos.after),
    ...(method && { method }),
  };
}
