import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { dateOf, dayNumber, weekdayOf } from '../calendar/zone-days.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { Phase, Task } from '../campaign/phase-schema.ts';
import { PERIODS } from '../campaign/vocabulary.ts';
import type { CalendarDate, Instant } from '../instant.ts';
import { type Agenda, type AgendaEntry, compareEntries } from './agenda-entry.ts';
import { campaignDays, phaseOn } from './campaign-days.ts';
import { periodsOf } from './period.ts';
import * as titles from './titles.ts';

export type { Agenda, AgendaEntry, AgendaKind } from './agenda-entry.ts';

/** Every dated entry of a campaign in order. Its dates must be valid, as `readCampaign` leaves them. */
export function computeAgenda(
  campaign: Campaign,
  calendar: WorkingCalendar,
  { revision }: { revision: number },
): Agenda {
  const entries = [
    ...campaign.phases.flatMap((phase) => [
      ...phaseBounds(phase, calendar),
      ...stepBounds(phase, calendar),
      ...gates(phase, calendar),
      ...phase.tasks.flatMap((task) => dueDates(task, phase, calendar)),
      ...actionDays(phase, campaign, calendar),
    ]),
    ...closings(campaign),
    conclusion(campaign, calendar),
  ];
  return { revision, entries: entries.sort(compareEntries) };
}

/** The moment a day is over: the first one of the next. */
const endOfDay = (date: CalendarDate, calendar: WorkingCalendar): Instant =>
  calendar.startOfDay(dateOf(dayNumber(date) + 1));

function phaseBounds(phase: Phase, calendar: WorkingCalendar): readonly AgendaEntry[] {
  const { phase: name, starts, ends } = phase;
  return [
    {
      id: `phase-opens:${name}`,
      kind: 'phase-opens',
      at: calendar.startOfDay(starts),
      day: starts,
      phase: name,
      ...titles.phaseOpens(phase),
    },
    {
      id: `phase-closes:${name}`,
      kind: 'phase-closes',
      at: endOfDay(ends, calendar),
      day: ends,
      phase: name,
      ...titles.phaseCloses(phase),
    },
  ];
}

const stepBounds = ({ phase, steps }: Phase, calendar: WorkingCalendar): readonly AgendaEntry[] =>
  steps.flatMap((step) => [
    {
      id: `step-opens:${step.id}`,
      kind: 'step-opens' as const,
      at: calendar.startOfDay(step.starts),
      day: step.starts,
      phase,
      ref: step.id,
      ...titles.stepOpens(step),
    },
    {
      id: `step-closes:${step.id}`,
      kind: 'step-closes' as const,
      at: endOfDay(step.ends, calendar),
      day: step.ends,
      phase,
      ref: step.id,
      ...titles.stepCloses(step),
    },
  ]);

const gates = ({ phase, gates }: Phase, calendar: WorkingCalendar): readonly AgendaEntry[] =>
  gates.map((gate) => ({
    id: `gate:${gate.id}`,
    kind: 'gate',
    at: endOfDay(gate.on, calendar),
    day: gate.on,
    phase,
    ref: gate.id,
    ...titles.gateAssessed(gate),
  }));

/**
 * A weekly task is due until its phase ends. Its dates are numbered, so that one that moves keeps its id;
 * `~` can't stand in a task's own id.
 */
function dueDates(task: Task, { phase, ends }: Phase, calendar: WorkingCalendar): readonly AgendaEntry[] {
  const [first, last] = [dayNumber(task.due), dayNumber(ends)];
  const times = task.every === 'week' ? Math.floor((last - first) / 7) + 1 : 1;
  return Array.from({ length: times }, (_, index) => {
    const day = dateOf(first + index * 7);
    return {
      id: `task-due:${task.id}${task.every ? `~${index + 1}` : ''}`,
      kind: 'task-due',
      at: calendar.closeOfDay(day),
      day,
      phase,
      ref: task.id,
      ...titles.taskDue(task, index + 1),
    };
  });
}

/** Held whatever the public calendar says of the day: joint clean-ups often are on a Saturday. */
function actionDays(phase: Phase, { calendar: config }: Campaign, calendar: WorkingCalendar): readonly AgendaEntry[] {
  const [first, last] = [dayNumber(phase.starts), dayNumber(phase.ends)];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return days.flatMap((number) =>
    config.actionDays
      .filter(({ weekday }) => weekday === weekdayOf(number))
      .map((action, index) => {
        const day = dateOf(number);
        return {
          id: `action-day:${day}${index > 0 ? `~${index + 1}` : ''}`,
          kind: 'action-day' as const,
          at: calendar.startOfDay(day),
          day,
          phase: phase.phase,
          ...titles.actionDay(action.name),
        };
      }),
  );
}

/** The windows that are ranked or reported on. */
function closings(campaign: Campaign): readonly AgendaEntry[] {
  const { first, last } = campaignDays(campaign);
  const wanted = new Set([...campaign.ranking.periods, ...campaign.bulletins.periods]);
  return PERIODS.filter((kind) => wanted.has(kind)).flatMap((kind) =>
    periodsOf(kind, first, last, campaign.timeZone).map((period) => ({
      id: `${kind}:${period.key}`,
      kind: 'period-closes' as const,
      at: period.to,
      day: period.lastDay,
      phase: phaseOn(campaign, period.lastDay).phase,
      period,
      ...titles.periodCloses(period),
    })),
  );
}

function conclusion(campaign: Campaign, calendar: WorkingCalendar): AgendaEntry {
  const { last } = campaignDays(campaign);
  return {
    id: 'conclude',
    kind: 'conclude',
    at: endOfDay(last, calendar),
    day: last,
    phase: phaseOn(campaign, last).phase,
    ...titles.concludes(campaign),
  };
}
