import { describe, expect, it } from 'vitest';
import { ALARMS, MINUTES } from '../../infra/cost/cost-rows.ts';
import { MEMORY } from '../../infra/cost/quantities.ts';
import { resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const { dataTemplate, serviceTemplate } = synthesise('prod');

describe('what the cost table takes for granted', () => {
  it('is the memory that the functions have', () => {
    const functions = Object.entries(resourcesOf(serviceTemplate, 'AWS::Lambda::Function'));
    const memory = Object.keys(MEMORY).map((name) => {
      const [, found] = functions.find(([id]) => id.startsWith(`${name}Function`)) ?? [];
      return [name, found?.Properties.MemorySize];
    });
    expect(Object.fromEntries(memory)).toEqual(MEMORY);
  });

  it('is how often the schedule starts what', () => {
    const rates = Object.values(resourcesOf(serviceTemplate, 'AWS::Scheduler::Schedule')).map(({ Properties }) => [
      JSON.parse(Properties.Target.Input).action,
      Properties.ScheduleExpression,
    ]);
    const asked = Object.entries(MINUTES).map(([action, minutes]) => [
      action,
      minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
    ]);
    expect(Object.fromEntries(rates)).toEqual(Object.fromEntries(asked));
  });

  it('is that there are no more alarms', () => {
    const alarms = [dataTemplate, serviceTemplate].map((one) =>
      Object.keys(resourcesOf(one, 'AWS::CloudWatch::Alarm')),
    );
    expect(alarms.flat().length).toBeLessThanOrEqual(ALARMS);
  });
});
