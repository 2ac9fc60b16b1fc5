import { DAY_MS, HOUR_MS, type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import { currentLife, type Life, type ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { attemptOf, type Fate, fateOf } from './fate.ts';
import { GRID_MS } from './grid.ts';
import { ownerOf } from './places.ts';
import type { Step } from './step.ts';
import { requestTime } from './unit-steps.ts';
import { hoursLater } from './work-hours.ts';
import { diligenceOf, type World } from './world.ts';

type In<Status extends ProblemState['status']> = Extract<ProblemState, { status: Status }>;

const DESK = 'office:desk';
const REVIEWERS = 4;
const FAILED = ['现场仍有残留，需重新整改', '整改照片与现场不符', '整改不彻底，问题仍然存在'] as const;

/** From the pool to the unit that the address names. */
export function dispatchStep(state: In<'recorded'>, world: World): Step[] {
  const unit = ownerOf(state.place, world);
  if (!unit) return [];
  const at = hoursLater(state.recordedAt, 0.5 + fateOf(state, world).officeRoll * 9, world);
  return [{ role: 'office', at, move: { type: 'dispatch', unit }, by: DESK }];
}

/** A returned problem goes to the unit that the address names. */
export function reassignStep(state: In<'returned'>, world: World): Step[] {
  const unit = ownerOf(state.place, world) ?? currentLife(state).unit;
  const at = hoursLater(state.returned.at, 0.5 + fateOf(state, world).officeRoll * 5, world);
  return [{ role: 'office', at, move: { type: 'reassign', unit, reason: '经核对地址，按属地改派' }, by: DESK }];
}

/** Somebody who isn't of the unit goes and looks. */
export function verifyStep(state: In<'rectified'>, world: World): Step[] {
  const { filed } = currentLife(state);
  if (!filed) return [];
  const { passes, verifyRoll } = attemptOf(state, world);
  const at = hoursLater(filed.at, 0.5 + verifyRoll * 8, world);
  const reason = FAILED[Math.floor(verifyRoll * FAILED.length)] ?? FAILED[0];
  const by = `inspector:review-${1 + Math.floor(verifyRoll * REVIEWERS)}`;
  const move = passes ? ({ type: 'verify', pass: true } as const) : ({ type: 'verify', pass: false, reason } as const);
  return [{ role: 'office', at, move, by }];
}

/** When a parking ends the sweep resumes it; the unit goes on from there. */
export const lookAfterParking = (state: In<'parked'>): Step[] => [
  { role: 'office', at: toMs(state.parked.until) + GRID_MS, by: DESK },
];

/** Everything the office may do next about a problem that a unit has in hand; `original` is an earlier one that is the same. */
export function officeSteps(state: In<'dispatched'>, original: string | undefined, world: World): Step[] {
  const life = currentLife(state);
  const fate = fateOf(state, world);
  const at = (hours: number) => hoursLater(life.dispatchedAt, hours, world);
  const step = (ms: number, move: Step['move'], optional = true): Step[] => [
    { role: 'office', at: ms, move, by: DESK, optional },
  ];
  return [
    ...(state.extensionRequest ? extensionAnswer(life, fate, world) : []),
    ...(original && fate.merges ? step(at(1 + fate.voidRoll * 4), { type: 'merge', into: original }) : []),
    ...(fate.voids ? step(at(1 + fate.voidRoll * 6), { type: 'void', reason: '经现场核实，反映情况不属实' }) : []),
    ...(fate.parks ? step(at(3 + fate.parkRoll * 8), parking(life.dispatchedAt, fate, world)) : []),
  ];
}

function extensionAnswer(life: Life, fate: Fate, world: World): Step[] {
  const asked = requestTime(life, fate, world) ?? toMs(life.dispatchedAt);
  const at = hoursLater(toInstant(asked), 0.5 + fate.officeRoll * 4, world);
  const move = fate.granted
    ? ({ type: 'approveExtension' } as const)
    : ({ type: 'refuseExtension', reason: '理由不充分，请按原期限整改' } as const);
  return [{ role: 'office', at, move, by: DESK }];
}

function parking(dispatchedAt: Instant, fate: Fate, { context }: World): NonNullable<Step['move']> {
  const days = Math.min(4 + Math.floor(fate.parkRoll * 16), context.rules.handling.parkDays - 2);
  const day = context.calendar.dayOf(toInstant(toMs(dispatchedAt) + (days + 2) * DAY_MS));
  const until = toInstant(toMs(context.calendar.startOfDay(day)) + 8 * HOUR_MS);
  return { type: 'park', until, reason: '需专业施工，待条件具备后整改' };
}

/** A unit that was late may say why, once; the office decides. */
export function appealSteps(state: In<'closed'>, world: World): Step[] {
  const life = currentLife(state);
  const fate = fateOf(state, world);
  const { dueAt } = life.schedule;
  if (!fate.appeals || !life.closedAt || dueAt === null || (life.settledAt ?? '') <= dueAt) return [];
  const filedHours = 4 + fate.appealRoll * 30;
  if (!life.appeal) {
    const at = hoursLater(life.closedAt, filedHours, world);
    const move = { type: 'appeal', reason: '因连续降雨无法施工，申请剔除超时' } as const;
    return [{ role: 'unit', at, move, by: `unit:${life.unit}`, optional: true }];
  }
  if (life.appeal !== 'filed') return [];
  const at = hoursLater(life.closedAt, filedHours + 3 + fate.officeRoll * 16, world);
  const upheld = fate.upheld && diligenceOf(world, life.unit) > 0.2;
  const move = upheld
    ? ({ type: 'upholdAppeal', reason: '情况属实，予以采纳' } as const)
    : ({ type: 'rejectAppeal', reason: '理由不成立，维持原结论' } as const);
  return [{ role: 'office', at, move, by: DESK }];
}
