import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { bucketsOf, isBootstrapped, outputsOf, stacksOf } from '../../../../infra/operate/stage-stacks.ts';

const mock = mockClient(CloudFormationClient);
const client = new CloudFormationClient({ region: 'us-east-1' });

const missing = (name: string) =>
  Object.assign(new Error(`Stack with id ${name} does not exist`), { name: 'ValidationError' });

/** CloudFormation with these stacks and no others. */
function given(stacks: Record<string, Stack['Outputs']>): void {
  mock.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => {
    if (!(StackName in stacks)) throw missing(StackName);
    return { Stacks: [{ StackName, Outputs: stacks[StackName] }] };
  });
}

beforeEach(() => {
  mock.reset();
});

describe('the stacks of a stage', () => {
  it('are those that are there', async () => {
    given({ 'HundredDays-dev-Data': [] });
    expect((await stacksOf(client, 'dev')).map(({ StackName }) => StackName)).toEqual(['HundredDays-dev-Data']);
    expect(await stacksOf(client, 'prod')).toEqual([]);
  });

  it('say together what they are called and where they answer', async () => {
    given({
      'HundredDays-dev-Data': [{ OutputKey: 'TableName', OutputValue: 'records' }],
      'HundredDays-dev-Service': [{ OutputKey: 'Url', OutputValue: 'https://api.example.org' }],
    });
    expect(await outputsOf(client, 'dev')).toEqual({ TableName: 'records', Url: 'https://api.example.org' });
  });

  it('name their buckets, but for one that is gone', async () => {
    given({ 'HundredDays-dev-Data': [] });
    const bucket = (PhysicalResourceId: string, ResourceStatus: 'CREATE_COMPLETE' | 'DELETE_COMPLETE') => ({
      ...{ ResourceType: 'AWS::S3::Bucket', PhysicalResourceId, ResourceStatus },
      ...{ LogicalResourceId: PhysicalResourceId, LastUpdatedTimestamp: undefined },
    });
    const table = { ...bucket('records', 'CREATE_COMPLETE'), ResourceType: 'AWS::DynamoDB::Table' };
    mock
      .on(ListStackResourcesCommand, { NextToken: undefined })
      .resolves({ StackResourceSummaries: [bucket('photos', 'CREATE_COMPLETE'), table], NextToken: 'more' })
      .on(ListStackResourcesCommand, { NextToken: 'more' })
      .resolves({ StackResourceSummaries: [bucket('gone', 'DELETE_COMPLETE'), bucket('logs', 'CREATE_COMPLETE')] });
    expect(await bucketsOf(client, 'dev')).toEqual(['photos', 'logs']);
  });

  it('are not taken to be missing where CloudFormation says something else', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
    mock.on(DescribeStacksCommand).rejects(denied);
    await expect(stacksOf(client, 'dev')).rejects.toThrow('not authorized');
  });
});

describe('an account and region', () => {
  it('are prepared once CDK has left its stack there', async () => {
    given({});
    expect(await isBootstrapped(client)).toBe(false);
    given({ CDKToolkit: [] });
    expect(await isBootstrapped(client)).toBe(true);
  });
});
