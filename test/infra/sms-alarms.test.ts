import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { countOutcomes } from '../../functions/escalation-delivery/count-outcomes.ts';
import { metricName } from '../../functions/metrics-line.ts';
import { CAPS } from '../../shared/domain/escalation/caps.ts';
import { VERDICTS } from '../../shared/domain/escalation/receipt.ts';
import { REFUSALS } from '../../shared/ports.ts';
import { propertiesOf, synthesise } from '../support/synthesised-stage.ts';

const gateway = synthesise('gateway').serviceTemplate;
const prod = synthesise('prod').serviceTemplate;

const ones = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
const NONE = {
  'handed-over': 1,
  sent: 1,
  refused: 1,
  unknown: 1,
  dropped: 1,
  held: 1,
  busy: 1,
  contended: 1,
  failed: 0,
  unfinished: false,
};
/** Every count there is: those of the delivery by its own counting, the others by what they are made of. */
const COUNTED: ReadonlySet<string> = new Set([
  ...Object.keys(countOutcomes([{ ...NONE, reasons: ones([...REFUSALS, ...CAPS]) }])),
  ...[...VERDICTS, 'withdrawn'].map((verdict) => `Gateway${metricName(verdict)}`),
  ...REFUSALS.map((refusal) => `GatewayRefused${metricName(refusal)}`),
  ...['delivered', 'failed', 'refused', 'repeated', 'foreign', 'early'].map((name) => `Receipt${metricName(name)}`),
]);

const alarmsOf = (template: Template) =>
  propertiesOf(template, 'AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'HundredDays');

describe('the alarms on SMS', () => {
  it('are on what functions count, under the same names', () => {
    for (const { MetricName } of [...alarmsOf(prod), ...alarmsOf(gateway)]) expect(COUNTED).toContain(MetricName);
  });
  it.each(REFUSALS)('go off at the first refusal of the kind %s, of the delivery and of the gateway', (refusal) => {
    for (const prefix of ['Sms', 'Gateway']) {
      const found = alarmsOf(gateway).filter(
        ({ MetricName }) => MetricName === `${prefix}Refused${metricName(refusal)}`,
      );
      expect(found).toMatchObject([{ Threshold: 0, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' }]);
    }
  });
  it('go off where nobody knows what became of a message, and where money or a day’s cap holds all back', () => {
    const names = alarmsOf(gateway).map(({ MetricName }) => MetricName);
    for (const name of [
      'SmsUnknown',
      'GatewayUnknown',
      'GatewayWithdrawn',
      'SmsHeldBudget',
      'SmsHeldPerDay',
      'SmsBusy',
      'ReceiptRefused',
    ])
      expect(names).toContain(name);
  });
  it('leave caps alone that are meant to hold now and then', () => {
    const names = alarmsOf(gateway).map(({ MetricName }) => MetricName);
    for (const name of ['SmsHeld', 'SmsHeldPerNumberPerDay', 'SmsHeldPerUnitPerDay']) expect(names).not.toContain(name);
  });
  it('count for one function each, by its name', () => {
    for (const { Dimensions } of alarmsOf(gateway))
      expect(Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/Function/) } }]);
  });
  it('are plain metrics, without mathematics, which not every service of alarms can do', () => {
    for (const { Metrics } of [prod, gateway].flatMap((template) => propertiesOf(template, 'AWS::CloudWatch::Alarm')))
      expect(Metrics).toBeUndefined();
  });
});
