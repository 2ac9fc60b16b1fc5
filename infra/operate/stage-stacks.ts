import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { stackNames } from './stage-option.ts';

/** What the stacks of a deployed stage say of themselves, by the names of their outputs. */
export type Outputs = Readonly<Record<string, string>>;

/** What `cdk bootstrap` leaves in an account and region. */
const TOOLKIT = 'CDKToolkit';

/** A stack as it is; undefined where there is none of that name. */
async function find(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist'))
      return undefined;
    throw error;
  }
}

/** Whether `cdk bootstrap` has been here. */
export const isBootstrapped = async (client: CloudFormationClient): Promise<boolean> =>
  (await find(client, TOOLKIT)) !== undefined;

/** The stacks of a stage that are there, what is kept first. */
export async function stacksOf(client: CloudFormationClient, stage: string): Promise<readonly Stack[]> {
  const found = await Promise.all(stackNames(stage).map((name) => find(client, name)));
  return found.filter((stack) => stack !== undefined);
}

/** The outputs of all of a stage's stacks. */
export async function outputsOf(client: CloudFormationClient, stage: string): Promise<Outputs> {
  const all = (await stacksOf(client, stage)).flatMap(({ Outputs = [] }) => Outputs);
  return Object.fromEntries(all.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** The buckets in a stage's stacks. */
export async function bucketsOf(client: CloudFormationClient, stage: string): Promise<readonly string[]> {
  const buckets: string[] = [];
  for (const { StackName = '' } of await stacksOf(client, stage)) {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      for (const { ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries) {
        if (ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
          buckets.push(PhysicalResourceId);
      }
    }
  }
  return buckets;
}
