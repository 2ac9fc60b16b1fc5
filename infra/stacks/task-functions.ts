import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { DOCUMENTS } from '../../functions/lambda-archive.ts';
import { CARRIER } from '../../functions/lambda-carrier.ts';
import { TABLE_ALONE } from '../../functions/lambda-services.ts';
import { WORKFLOWS } from '../../functions/lambda-workflows.ts';
import { photoIntakeEnvSchema } from '../../functions/photo-intake/env.ts';
import { FOLDER_ACCESS, TABLE_ACCESS } from '../cdk-access.ts';
import type { StageSettings } from '../cdk-settings.ts';
import type { CampaignWorkflow } from '../constructs/campaign-workflow.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { PHOTO_TIMEOUT } from '../constructs/photo-notices.ts';
import { watchSms } from '../constructs/sms-alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { SmsLine } from './sms-functions.ts';

/** What the workflow calls waits as long as its file lets it. */
const WORKFLOW_TIMEOUT = Duration.minutes(15);

const env = (data: DataStack) => ({ TABLE_NAME: data.table.table.tableName });

/** The functions that the workflow calls. */
export function workflowFunctions(scope: Construct, settings: StageSettings, data: DataStack) {
  const { operators, archive, table } = data;
  const common = { settings, operators, caller: 'waits', timeout: WORKFLOW_TIMEOUT, memory: 1024 } as const;
  const documents = {
    schema: DOCUMENTS.env,
    values: { ...env(data), ARCHIVE_BUCKET: archive.documents.bucketName },
  };
  const campaignPhase = new HouseFunction(scope, 'CampaignPhase', {
    ...common,
    entry: 'campaign-phase/handler',
    description: 'Walks a campaign through its agenda',
    errorImpact: 'A campaign stands still: no gate is assessed, no window closes.',
    env: { schema: TABLE_ALONE.env, values: env(data) },
  });
  const ranking = new HouseFunction(scope, 'Ranking', {
    ...common,
    entry: 'ranking/handler',
    description: 'Ranks the windows that close and proposes what follows',
    errorImpact: 'A window is not ranked and no bulletin of it appears.',
    env: documents,
  });
  const bulletinPublishing = new HouseFunction(scope, 'BulletinPublishing', {
    ...common,
    entry: 'bulletin-publishing/handler',
    description: 'Publishes the bulletins of windows and phases',
    errorImpact: 'A bulletin that units and leaders wait for does not appear.',
    env: documents,
  });
  table.grant(campaignPhase.role, TABLE_ACCESS.campaignPhase);
  table.grant(ranking.role, TABLE_ACCESS.ranking);
  table.grant(bulletinPublishing.role, TABLE_ACCESS.bulletinPublishing);
  archive.grantDocuments(ranking.role, FOLDER_ACCESS.ranking);
  archive.grantDocuments(bulletinPublishing.role, FOLDER_ACCESS.bulletinPublishing);
  return { campaignPhase, ranking, bulletinPublishing };
}

/** What makes of each stored photo what is shown of it. */
export function photoIntake(
  scope: Construct,
  settings: StageSettings,
  { operators, archive, photoNotices }: DataStack,
) {
  const photoIntake = new HouseFunction(scope, 'PhotoIntake', {
    settings,
    operators,
    caller: 'waits',
    entry: 'photo-intake/handler',
    description: 'Makes of each photo what is shown of it',
    errorImpact: 'New photos cannot be looked at; their originals are safe.',
    env: { schema: photoIntakeEnvSchema, values: { PHOTO_BUCKET: archive.photos.bucketName } },
    timeout: PHOTO_TIMEOUT,
    // A photo of fifty million pixels is unpacked whole.
    memory: 3008,
    bundling: { streams: true },
  });
  archive.grantPhotos(photoIntake.role, FOLDER_ACCESS.photoIntake);
  // One at a time for each: a large one needs the memory for itself.
  const source = { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 5 };
  photoIntake.lambda.addEventSource(new SqsEventSource(photoNotices.queue, source));
  return photoIntake;
}

/** The functions that the schedule starts each minute. */
export function scheduledFunctions(
  scope: Construct,
  settings: StageSettings,
  data: DataStack,
  { workflow, sms }: { readonly workflow: CampaignWorkflow; readonly sms: SmsLine },
) {
  const { operators, table } = data;
  const common = { settings, operators, caller: 'goes on' } as const;
  const dueTracking = new HouseFunction(scope, 'DueTracking', {
    ...common,
    entry: 'due-tracking/handler',
    description: 'Decides the rungs that have fallen due',
    errorImpact: 'Nothing is escalated while deadlines pass; the next tick that works makes up for it.',
    env: { schema: TABLE_ALONE.env, values: env(data) },
    timeout: Duration.minutes(5),
  });
  const escalationDelivery = new HouseFunction(scope, 'EscalationDelivery', {
    ...common,
    entry: 'escalation-delivery/handler',
    description: 'Sends what the outboxes release',
    errorImpact: 'Units are not told of what is due, while their deadlines run.',
    env: { schema: CARRIER.env, values: { ...env(data), ...sms.env } },
    // The age after which a delivery counts as dead is a little more than it may run.
    timeout: Duration.minutes(14),
    // A carrier takes only so many a second, and one delivery waits for each answer. The caps of a campaign don't need
    // this: they hold by the conditions of their writes, however many run.
    ...(!settings.throwaway && { reservedConcurrency: 1 }),
  });
  const campaignStarter = new HouseFunction(scope, 'CampaignStarter', {
    ...common,
    entry: 'campaign-starter/handler',
    description: 'Gives every running campaign its execution of the workflow',
    errorImpact: 'A campaign that was started, revised or resumed does not begin to move.',
    env: { schema: WORKFLOWS.env, values: { ...env(data), STATE_MACHINE_ARN: workflow.machine.stateMachineArn } },
    timeout: Duration.seconds(50),
  });
  table.grant(dueTracking.role, TABLE_ACCESS.dueTracking);
  table.grant(escalationDelivery.role, TABLE_ACCESS.escalationDelivery);
  table.grant(campaignStarter.role, TABLE_ACCESS.campaignStarter);
  sms.grantSend(escalationDelivery.role);
  watchSms(operators, 'delivery', escalationDelivery);
  workflow.grantStart(campaignStarter.role);
  return { dueTracking, escalationDelivery, campaignStarter };
}
