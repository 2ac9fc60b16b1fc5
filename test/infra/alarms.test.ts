import { readFileSync } from 'node:fs';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise, synthesiseWith, type TemplateResource } from '../support/synthesised-stage.ts';

const { dataTemplate, serviceTemplate } = synthesise('prod');
const { serviceTemplate: gatewayTemplate } = synthesise('gateway');
const templates = [dataTemplate, serviceTemplate, gatewayTemplate];
/** All there are, in one stage or another, by their ids. */
const alarms = [
  ...new Map(templates.flatMap((template) => Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm')))),
];
const runbook = readFileSync(new URL('../../infra/stacks/README.md', import.meta.url), 'utf8');
const articles = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
);
const linked = ({ Properties }: TemplateResource): string => Properties.AlarmDescription.split('#').at(-1);
/** The logical ids of what an alarm's metric is about. */
const watched = ({ Properties }: TemplateResource): string =>
  JSON.stringify([Properties.Dimensions, Properties.Metrics]);

/** Queues from which nothing is passed on any more. */
const lastQueues = [
  ...new Map(templates.flatMap((template) => Object.entries(resourcesOf(template, 'AWS::SQS::Queue')))),
]
  .filter(([, { Properties }]) => !Properties.RedrivePolicy)
  .map(([id]) => id);

describe('the alarms', () => {
  it.each(alarms)('%s tells the operators who is hurt, and links to an article of the runbook', (_, alarm) => {
    const { AlarmDescription, AlarmActions } = alarm.Properties;
    expect(AlarmDescription).toMatch(/^\S.{20,}\. → \S+README\.md#[a-z-]+$/);
    expect(AlarmActions).toHaveLength(1);
    const article = articles.get(linked(alarm));
    for (const part of ['**Description.**', '**Investigation.**', '**Resolution.**']) expect(article).toContain(part);
  });
  it('leave no article without an alarm', () => {
    expect([...articles.keys()].toSorted()).toEqual([...new Set(alarms.map(([, alarm]) => linked(alarm)))].toSorted());
  });
  it.each([...new Set(templates.flatMap((template) => Object.keys(resourcesOf(template, 'AWS::Lambda::Function'))))])(
    'watch %s for errors and throttles',
    (id) => {
      const metrics = alarms
        .filter(([, alarm]) => watched(alarm).includes(`"${id}"`))
        .map(([, { Properties }]) => Properties.MetricName);
      expect(metrics).toEqual(expect.arrayContaining(['Errors', 'Throttles']));
    },
  );
  it.each(lastQueues)('go off at the first message in %s', (id) => {
    const [, alarm] = alarms.find(([, one]) => watched(one).includes(`"${id}"`)) ?? [];
    expect(alarm?.Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });
  it('go off where a tick is missing, also when nothing at all is measured', () => {
    const heartbeats = alarms.filter(([, { Properties }]) => Properties.ComparisonOperator === 'LessThanThreshold');
    expect(heartbeats).toHaveLength(3);
    for (const [, { Properties }] of heartbeats) expect(Properties.TreatMissingData).toBe('breaching');
  });
  it('take no tick for missing that two long runs keep waiting, and no run that lasts for a throttled function', () => {
    const functions = resourcesOf(serviceTemplate, 'AWS::Lambda::Function');
    const named = ([id]: readonly [string, unknown]) => /TickSilent/.test(id);
    const minutes = alarms.filter(named).map(([id, { Properties }]) => {
      const longest = functions[Properties.Dimensions[0].Value.Ref]?.Properties.Timeout;
      expect(Properties.Period).toBeGreaterThan(2 * longest);
      return [id.replace(/Silent\w+$/, ''), Properties.Period / 60];
    });
    expect(Object.fromEntries(minutes)).toEqual({ SweepTick: 15, DeliveryTick: 35, StarterTick: 20 });
    const [, throttles] = alarms.find(([id]) => id.startsWith('EscalationDeliveryThrottles')) ?? [];
    const { Period, EvaluationPeriods } = throttles?.Properties ?? {};
    expect(Period * EvaluationPeriods).toBeGreaterThan(14 * 60);
  });
  it('reach a person, where one is named', () => {
    dataTemplate.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@example.org',
    });
  });
  it('that would reach nobody are said aloud, in every stage but one to try things out', () => {
    const warnings = (context: Readonly<Record<string, string>>) =>
      Annotations.fromStack(synthesiseWith(context).data).findWarning('*', Match.stringLikeRegexp('no alarmEmail'));
    expect(warnings({ stage: 'prod' })).toHaveLength(1);
    expect(warnings({ stage: 'prod', alarmEmail: 'operators@example.org' })).toEqual([]);
    expect(warnings({ stage: 'dev' })).toEqual([]);
  });
  it('stand first on the dashboard, all of them', () => {
    for (const template of [serviceTemplate, gatewayTemplate]) {
      const [dashboard] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));
      const body = JSON.stringify(dashboard?.Properties.DashboardBody);
      for (const id of Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm'))) expect(body).toContain(`"${id}"`);
    }
  });
});
