import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { CLOUD_ROUTES } from '../../infra/stacks/cloud-routes.ts';
import { propertiesOf, resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const prod = synthesise('prod').serviceTemplate;
const dev = synthesise('dev').serviceTemplate;
const routes = Object.values(CLOUD_ROUTES).flat();
const authorization = new Map<string, string>(
  propertiesOf(prod, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, AuthorizationType }) => [
    RouteKey,
    AuthorizationType,
  ]),
);

describe('the address of the stage', () => {
  it('has every route of every function, and no other', () => {
    const keys = routes.map(({ method, path }) => `${method} ${path}`);
    expect([...authorization.keys()].toSorted()).toEqual(keys.toSorted());
  });
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route.access] as const))(
    'turns away who has no token at %s, unless the link of an SMS opens it',
    (key, access) => {
      const open = access === 'public' || access.includes('unit');
      expect(authorization.get(key)).toBe(open ? 'NONE' : 'JWT');
    },
  );
  it('believes the directory of this stage alone, for its own client', () => {
    prod.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [Match.anyValue()], Issuer: Match.anyValue() },
    });
  });
  it('limits what can come in, and logs it by route, since the path of a link holds its secret', () => {
    const [stage] = propertiesOf(prod, 'AWS::ApiGatewayV2::Stage');
    expect(stage.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(stage.AccessLogSettings.Format).toContain('$context.routeKey');
    expect(stage.AccessLogSettings.Format).not.toMatch(/\$context\.(path|authorizer)/);
  });
  it('limits routes that anybody may call by themselves, so that nobody uses up what the others need', () => {
    for (const template of [prod, synthesise('gateway').serviceTemplate]) {
      const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage'));
      const limited = stage?.Properties.RouteSettings;
      const open = routes.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`);
      const receipts = template === prod ? [] : ['POST /sms-receipts/{provider}/{token}'];
      expect(Object.keys(limited).toSorted()).toEqual([...open, ...receipts].toSorted());
      for (const limit of Object.values<Record<string, number>>(limited))
        expect(limit).toEqual({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20, DetailedMetricsEnabled: true });
      const made = Object.entries(resourcesOf(template, 'AWS::ApiGatewayV2::Route'))
        .filter(([, { Properties }]) => Properties.RouteKey in limited)
        .map(([id]) => id);
      expect(stage?.DependsOn).toEqual(expect.arrayContaining(made));
    }
  });
});

const TICKING = ['CampaignStarter', 'DueTracking', 'EscalationDelivery'];

describe('the functions', () => {
  const functions = resourcesOf(prod, 'AWS::Lambda::Function');
  it('run on one runtime, traced, with logs of their own', () => {
    for (const { Properties } of Object.values(functions)) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: expect.anything() },
      });
    }
  });
  it('keep their logs for at least the 180 days that the law asks for', () => {
    for (const { RetentionInDays } of propertiesOf(prod, 'AWS::Logs::LogGroup'))
      expect(RetentionInDays).toBeGreaterThanOrEqual(180);
    for (const { DeletionPolicy } of Object.values(resourcesOf(prod, 'AWS::Logs::LogGroup')))
      expect(DeletionPolicy).toBe('Retain');
  });
  const name = (id: string) => id.replace(/Function\w+$/, '');
  it('that are handed what comes but once are tried again, and then have a place for it', () => {
    const handed = Object.entries(functions).filter(([, { Properties }]) => Properties.DeadLetterConfig);
    expect(handed.map(([id]) => name(id))).toEqual(['SmsReceipts']);
    const receipts = propertiesOf(prod, 'AWS::Lambda::EventInvokeConfig').filter((one) => !one.DestinationConfig);
    expect(receipts).toMatchObject([{ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 }]);
  });
  it('that tick keep a tick that failed, and none that only waited behind a long run', () => {
    const ticking = propertiesOf(prod, 'AWS::Lambda::EventInvokeConfig').filter((one) => one.DestinationConfig);
    expect(ticking.map(({ FunctionName }) => name(FunctionName.Ref)).toSorted()).toEqual(TICKING);
    for (const one of ticking) {
      expect(one).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 });
      expect(JSON.stringify(one.DestinationConfig)).toContain(':event-bus/default');
    }
    const rules = propertiesOf(prod, 'AWS::Events::Rule').filter(({ EventPattern }) =>
      EventPattern.source.includes('lambda'),
    );
    const kept = rules.map(({ EventPattern, Targets }) => {
      const { condition, functionArn } = EventPattern.detail.requestContext;
      expect(condition).toEqual(['RetriesExhausted']);
      return [name(functionArn[0]['Fn::GetAtt'][0]), Targets[0].Arn['Fn::GetAtt'][0]];
    });
    expect(kept.toSorted()).toEqual(
      TICKING.map((id) => [id, expect.stringMatching(new RegExp(`^${id}DeadLettersQueue`))]),
    );
  });
  it('send one at a time, since a carrier takes only so many a second', () => {
    const reserved = Object.values(functions).filter(({ Properties }) => Properties.ReservedConcurrentExecutions);
    expect(reserved.map(({ Properties }) => [Properties.Description, Properties.ReservedConcurrentExecutions])).toEqual(
      [['Sends what the outboxes release', 1]],
    );
  });
});

describe('the schedule', () => {
  it('starts the sweep each minute, the delivery each two, the starter each five', () => {
    const ticks = propertiesOf(prod, 'AWS::Scheduler::Schedule');
    expect(ticks.map(({ Target }) => JSON.parse(Target.Input)).toSorted(byAction)).toEqual([
      { action: 'deliver' },
      { action: 'start' },
      { action: 'sweep' },
    ]);
    for (const { ScheduleExpression, Target } of ticks) {
      const { action } = JSON.parse(Target.Input);
      const rates: Record<string, string> = { deliver: 'rate(2 minutes)', start: 'rate(5 minutes)' };
      expect(ScheduleExpression).toBe(rates[action] ?? 'rate(1 minute)');
      expect(Target.DeadLetterConfig.Arn).toBeDefined();
    }
  });
});

const byAction = (a: { action: string }, b: { action: string }): number => a.action.localeCompare(b.action);

describe('the topics and queues', () => {
  it('are encrypted, and closed to whoever comes without TLS', () => {
    for (const { KmsMasterKeyId } of propertiesOf(prod, 'AWS::SNS::Topic')) expect(KmsMasterKeyId).toBeDefined();
    const queues = propertiesOf(prod, 'AWS::SQS::Queue');
    expect(queues).toHaveLength(6);
    for (const queue of queues) {
      expect(queue.MessageRetentionPeriod).toBe(1_209_600);
      expect(queue.KmsMasterKeyId !== undefined || queue.SqsManagedSseEnabled).toBe(true);
    }
    for (const { PolicyDocument } of propertiesOf(prod, 'AWS::SQS::QueuePolicy')) {
      expect(PolicyDocument.Statement).toContainEqual(expect.objectContaining({ Effect: 'Deny', Action: 'sqs:*' }));
    }
  });
  it('take executions that failed or ran out of time to the operator, and none that was stopped on purpose', () => {
    prod.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT'] },
      },
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('OperatorQueue'), 'Arn'] } }],
    });
  });
});

describe('a throwaway stage', () => {
  it('takes nothing of the concurrency that an account has', () => {
    for (const { ReservedConcurrentExecutions } of propertiesOf(dev, 'AWS::Lambda::Function')) {
      expect(ReservedConcurrentExecutions).toBeUndefined();
    }
  });
});
