import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { PHOTO_ATTEMPTS } from '../../functions/photo-intake/env.ts';
import { HouseQueue } from './house-queue.ts';
import type { OperatorChannel } from './operator-channel.ts';

export interface PhotoNoticesProps {
  readonly photos: Bucket;
  readonly operators: OperatorChannel;
}

/** How long one photo may take. */
export const PHOTO_TIMEOUT = Duration.minutes(2);

/** Tells of each new original, until somebody has made of it what is shown; what fails three times waits for a person. */
export class PhotoNotices extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { photos, operators }: PhotoNoticesProps) {
    super(scope, id);
    const failed = new HouseQueue(this, 'Failed', {
      operators,
      errorImpact: 'A photo that is evidence cannot be looked at; its original is safe.',
      article: 'photos-failed',
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // As Lambda asks for: a notice must not come again while its photo is still being worked on.
      visibilityTimeout: Duration.seconds(PHOTO_TIMEOUT.toSeconds() * 6),
      deadLetterQueue: { queue: failed.queue, maxReceiveCount: PHOTO_ATTEMPTS },
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        // By the account, not by the bucket: the bucket can only be made once the queue lets it in.
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    this.#connect(photos);
  }

  /** By the bucket's own property: CDK's notifications would bring a function of their own with rights over every bucket. */
  #connect(photos: Bucket): void {
    const bucket = photos.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: this.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: 'photos/' }] } },
        },
      ],
    };
    const policy = this.queue.node.findChild('Policy');
    bucket.node.addDependency(policy);
  }
}
