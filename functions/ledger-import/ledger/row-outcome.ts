import { type Finding, type FlagReason, finding } from './findings.ts';
import type { Mapping, Outcome } from './mapping.ts';
import { normalise } from './normalise.ts';
import type { TableRow } from './read-table.ts';
import type { RowFields } from './row-fields.ts';
import type { RowTimes } from './row-times.ts';

export interface RowOutcome {
  readonly outcome?: Outcome;
  readonly flags: ReadonlyArray<Finding<FlagReason>>;
}

/** What reads a row's outcome in the mapping's words. */
export type OutcomeReader = (row: TableRow, fields: RowFields, times: RowTimes) => RowOutcome;

/** An outcome without a meaning in the mapping is flagged and left out; one that the row's own dates deny is flagged and kept. */
export function outcomeReader(mapping: Mapping): OutcomeReader {
  const meanings = new Map(Object.entries(mapping.values.outcome).map(([text, outcome]) => [normalise(text), outcome]));
  return (row, fields, times) => {
    const text = fields.text('outcome');
    if (text === undefined) return { flags: [] };
    const outcome = meanings.get(normalise(text));
    if (outcome === undefined) {
      const zh = `办结情况“${text}”在对照表 values.outcome 中没有说明，不予采用`;
      return {
        flags: [
          finding(
            row,
            'unknown-outcome',
            zh,
            `the outcome "${text}" has no meaning in values.outcome of the mapping; left out`,
          ),
        ],
      };
    }
    const denied = contradiction(outcome, times, mapping.columns.closedAt !== undefined);
    if (!denied) return { outcome, flags: [] };
    const [zh, en] = denied;
    return {
      outcome,
      flags: [
        finding(
          row,
          'outcome-contradicts-dates',
          `办结情况“${text}”与日期不符：${zh}`,
          `the outcome "${text}" does not fit the dates: ${en}`,
        ),
      ],
    };
  };
}

/** `datesKept`: the ledger has a column of closing times, so a closed problem should have one. */
function contradiction(
  outcome: Outcome,
  { dueAt, closedAt }: RowTimes,
  datesKept: boolean,
): [zh: string, en: string] | undefined {
  if (outcome === 'open') return closedAt === undefined ? undefined : ['已有办结时间', 'there is a closing time'];
  if (closedAt === undefined) return datesKept ? ['没有办结时间', 'there is no closing time'] : undefined;
  if (dueAt === undefined) return undefined;
  const late = closedAt > dueAt;
  if (late === (outcome === 'closed-late')) return undefined;
  return late
    ? ['办结时间晚于期限', 'it was closed after it was due']
    : ['办结时间不晚于期限', 'it was closed by the time it was due'];
}
