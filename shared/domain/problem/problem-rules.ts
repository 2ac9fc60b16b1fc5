import { parseWorkTime } from '../calendar/work-time.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { DeadlineRule } from '../campaign/deadline-rule-schema.ts';
import { ruleSetHash } from '../campaign/rule-set.ts';
import { computeDeadline, resumeDeadline } from '../deadline/deadline.ts';
import { planLadder, slotsFor, stageSlots, stageStep } from '../escalation/ladder.ts';
import { HOUR_MS, type Instant } from '../instant.ts';
import type { Schedule, Slot } from './problem-events.ts';
import type { Life, ProblemState } from './problem-state.ts';

type Facts = Pick<ProblemState, 'category' | 'severity' | 'source'>;

/** A campaign's rules about single problems, compiled once with its calendar; all pure. */
export interface ProblemRules {
  readonly handling: Campaign['handling'];
  readonly acknowledgement: Campaign['ladder']['acknowledgement'];
  /** Short version id of the rules; pinned with every schedule. */
  readonly ruleSet: string;
  /** The deadline and ladder of a problem dispatched at `from`. */
  schedule(problem: Facts, from: Instant): Schedule;
  /** The ladder of a deadline that an official sets; slots at or before `now` are left out. */
  scheduleUntil(problem: Facts, dueAt: Instant | null, now: Instant): Schedule;
  /** The schedule after the clock stood still between two instants; what was already due stays due. */
  resume(life: Life, stoppedAt: Instant, resumedAt: Instant): Schedule;
  /** Every slot later by the campaign's working time (acknowledgement that delays). */
  delay(slots: readonly Slot[]): readonly Slot[];
}

const fits = (rule: DeadlineRule, problem: Facts): boolean =>
  (rule.categories?.includes(problem.category) ?? true) &&
  (rule.severities?.includes(problem.severity) ?? true) &&
  (rule.sources?.includes(problem.source) ?? true);

/** A slot at the same working distance from another moment. */
function moveWith(slot: Slot, from: Instant, to: Instant, calendar: WorkingCalendar): Slot {
  const hours = calendar.workingMsBetween(from, slot.at) / HOUR_MS;
  return { ...slot, at: calendar.addWorking(to, { amount: hours, unit: 'workingHours' }) };
}

/**
 * The schedule of a clock that stood still. Deadlines ahead keep the time that was left and their slots keep their
 * working distance from them; where the deadline had passed, the slots left keep their distance from the stop.
 */
function resumeSchedule(life: Life, stoppedAt: Instant, resumedAt: Instant, calendar: WorkingCalendar): Schedule {
  const { schedule } = life;
  const shift = (dueAt: Instant) =>
    resumeDeadline({ dueAt, parkedAt: stoppedAt, resumedAt, ...(schedule.unit && { unit: schedule.unit }) }, calendar);
  const ahead = schedule.dueAt !== null && schedule.dueAt > stoppedAt;
  const [from, to] = ahead && schedule.dueAt ? [schedule.dueAt, shift(schedule.dueAt)] : [stoppedAt, resumedAt];
  return {
    ...schedule,
    ...(ahead && { dueAt: to }),
    ...(schedule.stages && { stages: schedule.stages.map((stage) => ({ ...stage, dueAt: shift(stage.dueAt) })) }),
    slots: openSlots(life).map((slot) => (slot.at <= stoppedAt ? slot : moveWith(slot, from, to, calendar))),
  };
}

/** Compiles the rules of a campaign; the campaign has been checked, so its last deadline rule fits every problem. */
export function compileProblemRules(campaign: Campaign, calendar: WorkingCalendar): ProblemRules {
  const ruleSet = ruleSetHash(campaign);
  const plans = {
    normal: planLadder(campaign.ladder, 'normal'),
    serious: planLadder(campaign.ladder, 'serious'),
    urgent: planLadder(campaign.ladder, 'urgent'),
  };
  return {
    handling: campaign.handling,
    acknowledgement: campaign.ladder.acknowledgement,
    ruleSet,
    schedule(problem, from) {
      const rule = campaign.deadlines.find((candidate) => fits(candidate, problem));
      if (!rule)
        throw new Error(`no deadline rule fits category ${problem.category}; the last rule must fit every problem`);
      const { dueAt, stages } = computeDeadline(
        { from, within: rule.within, ...(rule.stages && { stages: rule.stages }) },
        calendar,
      );
      const slots = slotsFor(plans[problem.severity], dueAt, from, calendar);
      const pinned = { dueAt, rule: rule.id, ruleSet, unit: parseWorkTime(rule.within).unit };
      if (!rule.stages) return { ...pinned, slots };
      return { ...pinned, stages, slots: inTimeOrder([...stageSlots(stages), ...slots]) };
    },
    scheduleUntil(problem, dueAt, now) {
      const slots = dueAt === null ? [] : slotsFor(plans[problem.severity], dueAt, now, calendar);
      return { dueAt, slots, rule: 'set-by-office', ruleSet };
    },
    resume: (life, stoppedAt, resumedAt) => resumeSchedule(life, stoppedAt, resumedAt, calendar),
    delay(slots) {
      const { acknowledgement } = campaign.ladder;
      if (acknowledgement.effect !== 'delays') return slots;
      const by = parseWorkTime(acknowledgement.by);
      return slots.map((slot) => ({ ...slot, at: calendar.addWorking(slot.at, by) }));
    },
  };
}

const inTimeOrder = (slots: readonly Slot[]): Slot[] =>
  slots.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** The slots of a life that are still to be decided. */
export function openSlots(life: Life): readonly Slot[] {
  const decided = new Set(life.decided.filter((one) => one.revision === life.revision).map((one) => one.step));
  return life.schedule.slots.filter(
    (slot) => !decided.has(slot.step) && !life.stagesDone.some((stage) => slot.step === stageStep(stage)),
  );
}
