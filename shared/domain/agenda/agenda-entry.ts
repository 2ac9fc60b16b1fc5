import { PERIODS, type PhaseName } from '../campaign/vocabulary.ts';
import type { CalendarDate, Instant } from '../instant.ts';
import type { Period } from './period.ts';

/**
 * Kinds in the order in which they happen at one moment: a gate may still move what would close then, a window closes
 * with the phase it lies in, and nothing opens before all of that is done.
 */
export const AGENDA_KINDS = [
  'task-due',
  'gate',
  'period-closes',
  'step-closes',
  'phase-closes',
  'conclude',
  'phase-opens',
  'step-opens',
  'action-day',
] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

/** One dated thing of a campaign. */
export interface AgendaEntry {
  /** Unique within a campaign and the same in every revision, as in `gate:70` or `weekly:2026-W11`. */
  readonly id: string;
  readonly kind: AgendaKind;
  readonly at: Instant;
  /** The day it belongs to; what closes at midnight belongs to the day that ends. */
  readonly day: CalendarDate;
  readonly phase: PhaseName;
  /** Chinese. */
  readonly title: string;
  readonly titleEn: string;
  /** The id of the step, gate or task. */
  readonly ref?: string;
  /** Present on `period-closes`. */
  readonly period?: Period;
}

export interface Agenda {
  readonly revision: number;
  readonly entries: readonly AgendaEntry[];
}

const rank = ({ kind, period }: AgendaEntry): number =>
  AGENDA_KINDS.indexOf(kind) * PERIODS.length + (period ? PERIODS.indexOf(period.kind) : 0);

/** Orders entries by time, at one moment by kind. */
export function compareEntries(a: AgendaEntry, b: AgendaEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return rank(a) - rank(b);
}
