import { type Instant, toMs } from '../shared/domain/instant.ts';

/** Under which all counts stand. */
export const METRICS_NAMESPACE = 'HundredDays';

/**
 * Counts as CloudWatch reads metrics out of a log line (embedded metric format), by function:
 * alarms need no call, no right and no waiting for them. Undefined where there is nothing to count.
 */
export function metricsLine(
  counts: Readonly<Record<string, number>>,
  { at, functionName }: { readonly at: Instant; readonly functionName: string },
): string | undefined {
  const names = Object.keys(counts);
  if (names.length === 0) return undefined;
  const directive = {
    Namespace: METRICS_NAMESPACE,
    Dimensions: [['FunctionName']],
    Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
  };
  const _aws = { Timestamp: toMs(at), CloudWatchMetrics: [directive] };
  return `${JSON.stringify({ _aws, FunctionName: functionName, ...counts })}\n`;
}

/** `spend-limit` as a part of a metric's name: `SpendLimit`. */
export const metricName = (name: string): string =>
  name
    .split('-')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
