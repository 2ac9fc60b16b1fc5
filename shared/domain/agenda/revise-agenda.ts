import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Campaign } from '../campaign/campaign-schema.ts';
import type { PhaseName } from '../campaign/vocabulary.ts';
import type { CalendarDate, Instant } from '../instant.ts';
import { type Agenda, type AgendaEntry, computeAgenda } from './agenda.ts';
import { extendPhase, movePhase } from './shift-dates.ts';

/** A phase made longer, as a missed gate asks. */
export interface Extension {
  readonly extend: PhaseName;
  /** Whole days, at least 1. */
  readonly days: number;
  /** The day on whose evening this is decided, that of the missed gate; what happened up to then stays. */
  readonly after: CalendarDate;
}

export interface Moved {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface Revision {
  readonly campaign: Campaign;
  readonly agenda: Agenda;
  readonly moved: readonly Moved[];
  /** Entries that the longer campaign has and the shorter one had not: windows, weekly reports, action days. */
  readonly added: readonly AgendaEntry[];
  readonly removed: readonly AgendaEntry[];
}

/** Says why a campaign's dates can't be moved as asked. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

/**
 * Moves the end of a phase and everything that lies after it. Entries up to the gates of the day `after` stay as they
 * are, so that what has happened keeps its place. Throws a RevisionError where the phase isn't running on that day.
 */
export function reviseAgenda(
  campaign: Campaign,
  calendar: WorkingCalendar,
  revision: number,
  change: Extension,
): Revision {
  const index = campaign.phases.findIndex(({ phase }) => phase === change.extend);
  refuseImpossible(campaign, index, change);
  const revised = {
    ...campaign,
    phases: campaign.phases.map((phase, at) => {
      if (at < index) return phase;
      return at === index ? extendPhase(phase, change.days, change.after) : movePhase(phase, change.days);
    }),
  };
  const agenda = computeAgenda(revised, calendar, { revision: revision + 1 });
  const before = computeAgenda(campaign, calendar, { revision });
  return { campaign: revised, agenda, ...difference(before, agenda) };
}

function refuseImpossible({ phases }: Campaign, index: number, { extend, days, after }: Extension): void {
  const phase = phases[index];
  if (!phase || after < phase.starts || after > phase.ends) {
    const when = phase ? `it runs from ${phase.starts} to ${phase.ends}` : 'the campaign has no such phase';
    throw new RevisionError(`${extend} can't be extended on ${after}: ${when}; name the phase that is running`);
  }
  if (!Number.isInteger(days) || days < 1) {
    throw new RevisionError(`${extend} can't be extended by ${days} days; write a whole number from 1`);
  }
}

function difference(before: Agenda, after: Agenda): Pick<Revision, 'moved' | 'added' | 'removed'> {
  const old = new Map(before.entries.map((entry) => [entry.id, entry]));
  const kept = new Set(after.entries.map(({ id }) => id));
  return {
    moved: after.entries.flatMap(({ id, title, titleEn, at }) => {
      const from = old.get(id)?.at;
      return from === undefined || from === at ? [] : [{ id, title, titleEn, from, to: at }];
    }),
    added: after.entries.filter(({ id }) => !old.has(id)),
    removed: before.entries.filter(({ id }) => !kept.has(id)),
  };
}
