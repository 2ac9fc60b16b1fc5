import { DAY_MS, type Instant, toInstant } from '../../../shared/domain/instant.ts';
import { type Finding, type FlagReason, finding } from './findings.ts';
import type { Field } from './mapping.ts';
import type { DateReader, DayEdge, WallClock, ZoneClock } from './read-date.ts';
import type { TableRow } from './read-table.ts';
import type { RowFields } from './row-fields.ts';

/** The three times of a row; a due or closing time that can't be read is left out and flagged. */
export interface RowTimes {
  readonly reportedAt: Instant;
  readonly dueAt?: Instant;
  readonly closedAt?: Instant;
  readonly flags: ReadonlyArray<Finding<FlagReason>>;
}

/** No office kept its ledger in a file before 1990, and none has one from after 2100: such a year is a slip of the pen. */
export const PLAUSIBLE = { from: Date.UTC(1990), to: Date.UTC(2100) };
const LONGEST_YEARS = 10;
/** A day more than ten years, because a due day without an hour lasts to its end. */
const LONGEST_MS = (LONGEST_YEARS * 365.25 + 1) * DAY_MS;

/** Reads a row's times by the clock of the ledger's zone; undefined where the report time can't be read. */
export function rowTimes(row: TableRow, fields: RowFields, read: DateReader, toMs: ZoneClock): RowTimes | undefined {
  const at = (field: Field, edge: DayEdge) => {
    const text = fields.text(field);
    const clock = text === undefined ? undefined : read(text, fields.date(field));
    return clock && { ms: toMs(clock, edge), clock };
  };
  const reported = at('reportedAt', 'start');
  if (!reported) return undefined;
  const due = at('dueAt', 'end')?.ms;
  const closed = closing(at('closedAt', 'start'), reported);
  const flags = [
    ...unreadable(row, fields, 'dueAt', due),
    ...unreadable(row, fields, 'closedAt', closed),
    ...disorder(row, reported.ms, due, closed),
  ];
  return {
    reportedAt: toInstant(reported.ms),
    ...(due !== undefined && { dueAt: toInstant(due) }),
    ...(closed !== undefined && { closedAt: toInstant(closed) }),
    flags,
  };
}

interface Moment {
  readonly ms: number;
  readonly clock: WallClock;
}

/** Closed on the day of its report, without an hour: that the day began before the report is no contradiction. */
function closing(closed: Moment | undefined, reported: Moment): number | undefined {
  if (!closed) return undefined;
  const sameDay = closed.clock.text.slice(0, 10) === reported.clock.text.slice(0, 10);
  return closed.clock.dayOnly && sameDay ? reported.ms : closed.ms;
}

function unreadable(
  row: TableRow,
  fields: RowFields,
  field: 'dueAt' | 'closedAt',
  ms: number | undefined,
): Finding<FlagReason>[] {
  const text = fields.text(field);
  if (text === undefined || ms !== undefined) return [];
  return field === 'dueAt'
    ? [
        finding(
          row,
          'unreadable-due-time',
          `期限“${text}”无法识别，按无期限收下`,
          `the due time "${text}" can't be read; kept without a deadline`,
        ),
      ]
    : [
        finding(
          row,
          'unreadable-closing-time',
          `办结时间“${text}”无法识别，按未填收下`,
          `the closing time "${text}" can't be read; kept without one`,
        ),
      ];
}

function disorder(row: TableRow, reported: number, due?: number, closed?: number): Finding<FlagReason>[] {
  const flags: Finding<FlagReason>[] = [];
  if (due === reported)
    flags.push(finding(row, 'due-equals-reported', '期限与上报时间相同', 'the due time equals the report time'));
  if (due !== undefined && due < reported)
    flags.push(finding(row, 'due-before-reported', '期限早于上报时间', 'the due time lies before the report time'));
  if (closed !== undefined && closed < reported)
    flags.push(
      finding(row, 'closed-before-reported', '办结时间早于上报时间', 'the closing time lies before the report time'),
    );
  if (isFarOff(reported, due, closed))
    flags.push(
      finding(
        row,
        'far-off-date',
        `有日期早于 1990 年，或比上报时间晚 ${LONGEST_YEARS} 年以上`,
        `a date lies before 1990 or more than ${LONGEST_YEARS} years after the report`,
      ),
    );
  return flags;
}

function isFarOff(reported: number, ...others: ReadonlyArray<number | undefined>): boolean {
  const known = others.filter((ms) => ms !== undefined);
  const early = [reported, ...known].some((ms) => ms < PLAUSIBLE.from);
  const late = known.some((ms) => ms - reported > LONGEST_MS);
  return early || late || reported >= PLAUSIBLE.to;
}
