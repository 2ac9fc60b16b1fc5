import { CAPS } from '../../shared/domain/escalation/caps.ts';
import { REFUSALS } from '../../shared/ports.ts';
import { metricName } from '../metrics-line.ts';
import type { DeliveryReport } from './deliver.ts';

/**
 * What all deliveries of a run did, by the names of metrics: attempted, accepted, handed over, unknown, refused, busy and
 * held, and each kind of refusal and each cap by itself. What did not occur is left out.
 */
export function countOutcomes(reports: readonly DeliveryReport[]): Readonly<Record<string, number>> {
  const sum = (of: (report: DeliveryReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const counts: Record<string, number> = {
    SmsAttempted: sum((report) => report.sent + report['handed-over'] + report.refused + report.unknown + report.busy),
    SmsAccepted: sum(({ sent }) => sent),
    SmsHandedOver: sum((report) => report['handed-over']),
    SmsUnknown: sum(({ unknown }) => unknown),
    SmsRefused: sum(({ refused }) => refused),
    SmsBusy: sum(({ busy }) => busy),
    SmsHeld: sum(({ held }) => held),
  };
  for (const refusal of REFUSALS)
    counts[`SmsRefused${metricName(refusal)}`] = sum(({ reasons }) => reasons[refusal] ?? 0);
  for (const cap of CAPS) counts[`SmsHeld${metricName(cap)}`] = sum(({ reasons }) => reasons[cap] ?? 0);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
