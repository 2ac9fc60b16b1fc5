import { systemClock } from '../../shared/adapters/system-clock.ts';
import { CARRIER } from '../lambda-carrier.ts';
import { lambdaTask } from '../lambda-task.ts';
import { metricsLine } from '../metrics-line.ts';
import { countOutcomes } from './count-outcomes.ts';
import type { DeliveryReport } from './deliver.ts';
import { escalationDelivery } from './run-action.ts';

/** Refusals for money, quota or opt-out, and caps that hold, raise alarms by these counts. */
export const handler = lambdaTask('escalation-delivery', escalationDelivery, CARRIER, process.env).after(
  ({ response, context: { functionName } }) => {
    const counts = countOutcomes(Object.values((response ?? {}) as Record<string, DeliveryReport>));
    process.stdout.write(metricsLine(counts, { at: systemClock.now(), functionName }) ?? '');
  },
);
