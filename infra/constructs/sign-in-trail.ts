import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';

export interface SignInTrailProps {
  readonly settings: StageSettings;
  /** Where it is kept, for as long as logs of its kind have to be. */
  readonly bucket: Bucket;
}

const FOLDER = 'trail';
const CLOUDTRAIL = new ServicePrincipal('cloudtrail.amazonaws.com');

/**
 * Who tried to sign in, from where and with what success, and who changed accounts, rights and resources: the management
 * events of CloudTrail, whose own history forgets them after 90 days. Cognito's log of sign-ins is priced by the person and
 * month in its Plus plan; the first such trail of an account costs nothing.
 */
export class SignInTrail extends Construct {
  constructor(scope: Construct, id: string, { settings, bucket }: SignInTrailProps) {
    super(scope, id);
    const trailName = `hundred-days-${settings.stage}`;
    const { account } = Stack.of(this);
    const source = {
      'aws:SourceArn': Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName }),
    };
    const allow = (action: string, resource: string, conditions: Readonly<Record<string, string>>): void =>
      void bucket.addToResourcePolicy(
        new PolicyStatement({
          principals: [CLOUDTRAIL],
          actions: [action],
          resources: [resource],
          conditions: { StringEquals: conditions },
        }),
      );
    allow('s3:GetBucketAcl', bucket.bucketArn, source);
    allow('s3:PutObject', bucket.arnForObjects(`${FOLDER}/AWSLogs/${account}/*`), {
      ...source,
      's3:x-amz-acl': 'bucket-owner-full-control',
    });
    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      s3BucketName: bucket.bucketName,
      s3KeyPrefix: FOLDER,
      // What was taken out of it or changed afterwards shows.
      enableLogFileValidation: true,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: true,
      // Each use of the key would be an event, by far the most of them, and none says who did what.
      eventSelectors: [
        { includeManagementEvents: true, readWriteType: 'All', excludeManagementEventSources: ['kms.amazonaws.com'] },
      ],
    });
    if (bucket.policy) trail.node.addDependency(bucket.policy);
  }
}
