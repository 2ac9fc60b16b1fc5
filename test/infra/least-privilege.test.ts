import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from '../support/synthesised-stage.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const list = <Value>(value: Value | readonly Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as Value];

/** The statements of each role, by what the role is for. */
function policiesOf(stage: 'prod' | 'gateway'): ReadonlyMap<string, readonly Statement[]> {
  const { dataTemplate, serviceTemplate } = synthesise(stage);
  return new Map(
    [dataTemplate, serviceTemplate].flatMap((template) =>
      Object.entries(resourcesOf(template, 'AWS::IAM::Policy')).map(
        ([id, { Properties }]) =>
          [id.replace(/Role\w*$/, ''), Properties.PolicyDocument.Statement as Statement[]] as const,
      ),
    ),
  );
}

const policies = policiesOf('prod');
const gatewayPolicies = policiesOf('gateway');
const statements = [...policies.values(), ...gatewayPolicies.values()].flat();
const actionsOf = (id: string, of = policies): readonly string[] =>
  (of.get(id) ?? []).flatMap(({ Action }) => list(Action)).filter((action) => !/^(logs|xray):/.test(action));
const familiesOf = (id: string, action: string): readonly string[] =>
  (policies.get(id) ?? [])
    .filter(({ Action }) => list(Action).includes(action))
    .flatMap(({ Condition }) => list(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] as string[]))
    .filter((family) => !family.endsWith('#*'))
    .toSorted();

const READ = ['dynamodb:GetItem', 'dynamodb:Query', 'kms:Decrypt'];
/** What an index finds is read by its keys. */
const READ_DUE = [...READ, 'dynamodb:BatchGetItem'];
const WRITE = ['dynamodb:PutItem', 'kms:GenerateDataKey'];
/** What Lambda needs to take messages from a queue. */
const TAKE = ['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'].map(
  (action) => `sqs:${action}`,
);
/** The same, as far as it is used. */
const TAKE_BY_HAND = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => `sqs:${action}`);
const BUCKET_READ = ['s3:GetObject', 's3:ListBucket'];

describe('what the roles may do', () => {
  it('is said action by action', () => {
    for (const { Action } of statements) for (const action of list(Action)) expect(action).not.toContain('*');
  });
  it('is meant for a named resource, but for traces and the delivery of logs, which know none', () => {
    const everywhere = statements.filter(({ Resource }) => list(Resource).includes('*'));
    for (const { Action } of everywhere) for (const action of list(Action)) expect(action).toMatch(/^(xray|logs):/);
    const logs = everywhere.filter(({ Action }) => list(Action).some((action) => action.startsWith('logs:')));
    expect(new Set(logs.map((one) => JSON.stringify(one))).size).toBe(1);
  });
  it('touches the table by kinds of items alone', () => {
    const table = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('dynamodb:')));
    expect(table.length).toBeGreaterThan(11);
    for (const { Condition } of table)
      expect(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toBeDefined();
  });
  it('uses the key only through the service that holds the records', () => {
    const key = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:')));
    for (const { Condition } of key) expect(Condition?.StringEquals?.['kms:ViaService']).toBeDefined();
  });
  it.each([
    ['DirectoryTokenClaims', []],
    ['InspectionIntake', [...READ, ...WRITE, ...BUCKET_READ, 's3:PutObject']],
    ['UnitApi', [...READ_DUE, ...WRITE, ...BUCKET_READ]],
    ['OfficeApi', [...READ_DUE, ...WRITE, ...BUCKET_READ]],
    ['AuditorApi', [...READ_DUE, ...BUCKET_READ]],
    ['RankingApi', [...READ, ...WRITE, ...BUCKET_READ, 's3:PutObject']],
    ['PhotoIntake', [...TAKE, ...BUCKET_READ, 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey']],
    ['CampaignPhase', [...READ, ...WRITE]],
    ['Ranking', [...READ, ...WRITE, ...BUCKET_READ, 's3:PutObject']],
    ['BulletinPublishing', [...READ, ...WRITE, ...BUCKET_READ, 's3:PutObject']],
    ['DueTracking', [...READ_DUE, ...WRITE, 'events:PutEvents']],
    ['EscalationDelivery', [...READ_DUE, ...WRITE, 'sns:Publish', 'events:PutEvents']],
    [
      'CampaignStarter',
      [...READ, 'events:PutEvents', 'states:ListExecutions', 'states:StartExecution', 'states:StopExecution'],
    ],
    ['SmsReceipts', [...READ, ...WRITE, 'sqs:SendMessage']],
    ['SweepTick', ['lambda:InvokeFunction', 'sqs:SendMessage']],
    ['DeliveryTick', ['lambda:InvokeFunction', 'sqs:SendMessage']],
    ['StarterTick', ['lambda:InvokeFunction', 'sqs:SendMessage']],
    ['Workflow', ['lambda:InvokeFunction']],
    ['LedgerReader', [...READ, ...BUCKET_READ, 's3:PutObject', 'kms:GenerateDataKey']],
    ['LedgerWorkbook', [...BUCKET_READ, 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey']],
    ['LedgerImport', [...READ, ...WRITE, ...BUCKET_READ, 's3:PutObject']],
    [
      'Import',
      [
        'lambda:InvokeFunction',
        ...BUCKET_READ,
        's3:PutObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'states:StartExecution',
        'states:DescribeExecution',
        'states:RedriveExecution',
        'states:StopExecution',
      ],
    ],
    ['ImportMachineEvents', ['states:StartExecution']],
  ])('is for %s what it does and nothing else', (id, expected) => {
    expect(policies.has(id), `${id} has no policy`).toBe(true);
    expect([...new Set(actionsOf(id))].toSorted()).toEqual([...expected].toSorted());
  });
  it.each([
    ['EscalationDelivery', [...READ_DUE, ...WRITE, 'sns:Publish', 'events:PutEvents']],
    ['SmsGateway', [...READ, ...WRITE, 'dynamodb:DeleteItem', ...TAKE_BY_HAND, 'secretsmanager:GetSecretValue']],
    ['SmsReceipts', [...READ, ...WRITE, 'secretsmanager:GetSecretValue']],
  ])('is for %s with a gateway what it does and nothing else', (id, expected) => {
    expect([...new Set(actionsOf(id, gatewayPolicies))].toSorted()).toEqual([...expected].toSorted());
  });
  it('covers every role there is', () => {
    expect(policies.size).toBe(24);
    expect([...gatewayPolicies.keys()].filter((id) => !policies.has(id))).toEqual(['SmsGateway']);
  });
  it('opens the one secret of the stage to those who need it, and no other', () => {
    const opened = [...gatewayPolicies].flatMap(([id, own]) =>
      own
        .filter(({ Action }) => list(Action).includes('secretsmanager:GetSecretValue'))
        .map((one) => [id, one.Resource]),
    );
    const arn = expect.stringMatching(/^arn:aws:secretsmanager:.*:secret:[\w-]+$/);
    expect(opened).toEqual([
      ['SmsGateway', arn],
      ['SmsReceipts', arn],
    ]);
  });
  it('lets a unit write its own matters and no campaign, message or ranking', () => {
    expect(familiesOf('UnitApi', 'dynamodb:PutItem')).toEqual(['PLACE', 'PROBLEM', 'TASK']);
  });
  it('lets an auditor write nothing at all', () => {
    expect(familiesOf('AuditorApi', 'dynamodb:PutItem')).toEqual([]);
  });
  it('lets one role delete anything, the gateway its own marks', () => {
    const deleting = statements.filter(({ Action }) => list(Action).includes('dynamodb:DeleteItem'));
    expect(deleting.map(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'])).toEqual([
      ['GATEWAY', 'GATEWAY#*'],
    ]);
  });
  it('keeps the sweep away from whatever holds a telephone number', () => {
    const reads = familiesOf('DueTracking', 'dynamodb:GetItem');
    for (const family of ['MESSAGE', 'LINK', 'ACCOUNT']) expect(reads).not.toContain(family);
  });
  it('lets the delivery send to numbers and to no topic, or to its topic and no number', () => {
    const publishing = (of: typeof policies) =>
      (of.get('EscalationDelivery') ?? []).filter(({ Action }) => list(Action).includes('sns:Publish'));
    expect(publishing(policies)).toMatchObject([{ NotResource: 'arn:*:sns:*:*:*' }]);
    expect(publishing(policies)[0]?.Resource).toBeUndefined();
    const topic = { Ref: expect.stringMatching(/^EscalationsTopic/) };
    expect(publishing(gatewayPolicies)).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', Resource: topic }]);
  });
  it('lets each function at the folders of the archive that it names', () => {
    const folders = (id: string, action: string) =>
      (policies.get(id) ?? [])
        .filter(({ Action }) => list(Action).includes(action))
        .flatMap(({ Resource }) => list(Resource))
        .map((arn) => (arn as { 'Fn::Join': [string, string[]] })['Fn::Join'][1].at(-1));
    expect(folders('BulletinPublishing', 's3:PutObject')).toEqual(['/bulletins/*']);
    expect(folders('Ranking', 's3:PutObject')).toEqual(['/rankings/*']);
    expect(folders('InspectionIntake', 's3:PutObject')).toEqual(['/photos/*']);
    expect(folders('PhotoIntake', 's3:PutObject')).toEqual(['/derivatives/*']);
    // Whoever it sends on to an original does so with its right.
    expect(folders('InspectionIntake', 's3:GetObject')).toEqual(['/derivatives/*', '/photos/*']);
    expect(folders('UnitApi', 's3:GetObject')).toEqual(['/derivatives/*', '/photos/*']);
    expect(folders('OfficeApi', 's3:GetObject')).toEqual(['/photos/*']);
    expect(folders('AuditorApi', 's3:GetObject')).toEqual(['/bulletins/*']);
  });
});
