import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE, metricName } from '../../functions/metrics-line.ts';
import { REFUSALS, type Refusal } from '../../shared/ports.ts';
import type { HouseFunction } from './house-function.ts';
import type { OperatorAlarm, OperatorChannel } from './operator-channel.ts';

/** A count that a function writes into its log, as a metric. */
export const countOf = ({ lambda }: HouseFunction, name: string, options: MetricOptions = {}): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { FunctionName: lambda.functionName },
    statistic: 'Sum',
    period: Duration.minutes(15),
    ...options,
  });

type Trouble = Omit<OperatorAlarm, 'metric'> & MetricOptions;

const NOT_TOLD = 'Units are not told of what is due, while their deadlines run';

/** Who is hurt by each kind of refusal, and where it says what to do: each of them asks for another person. */
const REFUSED: Readonly<Record<Refusal, Trouble>> = {
  'opted-out': { errorImpact: 'A person who opted out is not told of what the unit owes.', article: 'sms-opted-out' },
  'spend-limit': { errorImpact: `${NOT_TOLD}: the money for SMS is spent.`, article: 'sms-spend-limit' },
  quota: { errorImpact: `${NOT_TOLD}: the carrier takes no more for now.`, article: 'sms-quota' },
  number: {
    errorImpact: 'A unit is not told of what is due: the number of a contact is wrong.',
    article: 'sms-number',
  },
  template: { errorImpact: `${NOT_TOLD}: the carrier does not know the template.`, article: 'sms-template' },
  access: { errorImpact: `${NOT_TOLD}: the carrier does not let this stage in.`, article: 'sms-access' },
  other: { errorImpact: `${NOT_TOLD}: the carrier refuses, for a reason of its own.`, article: 'sms-refused' },
};

const refusals = (prefix: string): Readonly<Record<string, Trouble>> =>
  Object.fromEntries(REFUSALS.map((refusal) => [`${prefix}Refused${metricName(refusal)}`, REFUSED[refusal]]));

const UNKNOWN: Trouble = {
  errorImpact: 'Nobody knows whether a unit was told, and nothing is sent again by itself.',
  article: 'sms-unknown',
};
const HELD: Trouble = { errorImpact: `${NOT_TOLD}: a cap of the campaign is reached.`, article: 'sms-held' };

/** Of the delivery. Caps by number and by unit are meant to hold now and then, so they raise none. */
const OF_DELIVERY: Readonly<Record<string, Trouble>> = {
  ...refusals('Sms'),
  SmsUnknown: UNKNOWN,
  SmsHeldBudget: HELD,
  SmsHeldPerDay: HELD,
  SmsBusy: { errorImpact: `${NOT_TOLD}: the carrier takes nothing.`, article: 'sms-busy', periods: 2 },
};

const OF_GATEWAY: Readonly<Record<string, Trouble>> = {
  ...refusals('Gateway'),
  GatewayUnknown: UNKNOWN,
  GatewayWithdrawn: {
    errorImpact: 'Units are told late of what is due, while their deadlines run: the gateway takes nothing.',
    article: 'gateway-withdrawn',
  },
};

/** Of the receipts. A telephone that is off is nothing to wake somebody for; many at once are. */
const OF_RECEIPTS: Readonly<Record<string, Trouble>> = {
  ReceiptRefused: {
    errorImpact: `${NOT_TOLD}: the carrier took SMS and refused them afterwards.`,
    article: 'sms-refused-later',
  },
  ReceiptFailed: {
    errorImpact: 'Several units did not get an SMS that counts as sent.',
    article: 'sms-not-delivered',
    above: 4,
    period: Duration.hours(1),
  },
};

const TROUBLES = { delivery: OF_DELIVERY, gateway: OF_GATEWAY, receipts: OF_RECEIPTS } as const;

/** One alarm for each trouble that asks for a person of its own. */
export function watchSms(operators: OperatorChannel, what: keyof typeof TROUBLES, by: HouseFunction): void {
  for (const [name, { period, ...trouble }] of Object.entries(TROUBLES[what])) {
    operators.alarm(by, name, { ...trouble, metric: countOf(by, name, period && { period }) });
  }
}
