import { systemClock } from '../../shared/adapters/system-clock.ts';
import { PartlyFailed } from '../failures.ts';
import { CARRIER } from '../lambda-carrier.ts';
import { lambdaTask } from '../lambda-task.ts';
import { metricsLine } from '../metrics-line.ts';
import { countOutcomes } from './count-outcomes.ts';
import type { DeliveryReport } from './deliver.ts';
import { escalationDelivery } from './run-action.ts';

interface Ended {
  readonly response?: unknown;
  readonly error?: unknown;
  readonly context: { readonly functionName: string };
}

/** Also where part of it failed: what was done counts. */
function writeCounts({ response, error, context: { functionName } }: Ended): void {
  const done = error instanceof PartlyFailed ? error.done : (response ?? {});
  const counts = countOutcomes(Object.values(done as Record<string, DeliveryReport>));
  process.stdout.write(metricsLine(counts, { at: systemClock.now(), functionName }) ?? '');
}

/** Refusals for money, quota or opt-out, and caps that hold, raise alarms by these counts. */
export const handler = lambdaTask('escalation-delivery', escalationDelivery, CARRIER, process.env)
  .after(writeCounts)
  .onError(writeCounts);
