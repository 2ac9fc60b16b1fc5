import { describe, expect, it } from 'vitest';
import { countOutcomes } from '../../../../functions/escalation-delivery/count-outcomes.ts';
import type { DeliveryReport } from '../../../../functions/escalation-delivery/deliver.ts';
import { metricsLine } from '../../../../functions/metrics-line.ts';

const nothing: DeliveryReport = {
  sent: 0,
  'handed-over': 0,
  refused: 0,
  unknown: 0,
  dropped: 0,
  held: 0,
  busy: 0,
  contended: 0,
  failed: 0,
  unfinished: false,
  reasons: {},
};

describe('countOutcomes', () => {
  it('sums the campaigns, with every kind of refusal and every cap apart', () => {
    const one: DeliveryReport = { ...nothing, sent: 3, refused: 2, reasons: { 'spend-limit': 1, 'opted-out': 1 } };
    const other: DeliveryReport = {
      ...nothing,
      'handed-over': 2,
      sent: 1,
      unknown: 1,
      busy: 1,
      held: 4,
      reasons: { budget: 2 },
    };
    expect(countOutcomes([one, other])).toEqual({
      SmsAttempted: 10,
      SmsHandedOver: 2,
      SmsAccepted: 4,
      SmsUnknown: 1,
      SmsRefused: 2,
      SmsBusy: 1,
      SmsHeld: 4,
      SmsRefusedSpendLimit: 1,
      SmsRefusedOptedOut: 1,
      SmsHeldBudget: 2,
    });
  });
  it('counts nothing where nothing happened', () => expect(countOutcomes([nothing])).toEqual({}));
});

describe('metricsLine', () => {
  const where = { at: '2026-03-05T03:30:00.000Z', functionName: 'delivery' };
  it('is one line that CloudWatch reads as metrics of the function', () => {
    const line = metricsLine({ SmsRefused: 2 }, where) ?? '';
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: 1772681400000,
        CloudWatchMetrics: [
          {
            Namespace: 'HundredDays',
            Dimensions: [['FunctionName']],
            Metrics: [{ Name: 'SmsRefused', Unit: 'Count' }],
          },
        ],
      },
      FunctionName: 'delivery',
      SmsRefused: 2,
    });
  });
  it('is left out where there is nothing to count', () => expect(metricsLine({}, where)).toBeUndefined());
});
