import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import { Archive } from '../constructs/archive.ts';
import { OperatorChannel } from '../constructs/operator-channel.ts';
import { PhotoNotices } from '../constructs/photo-notices.ts';
import { RecordsKey } from '../constructs/records-key.ts';
import { RecordsTable } from '../constructs/records-table.ts';
import { SignInTrail } from '../constructs/sign-in-trail.ts';
import { StaffDirectory } from '../constructs/staff-directory.ts';

export interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
}

/** What is kept when everything else is replaced: ledgers, documents, photos, accounts. */
export class DataStack extends Stack {
  readonly key: RecordsKey;
  readonly operators: OperatorChannel;
  readonly table: RecordsTable;
  readonly archive: Archive;
  readonly photoNotices: PhotoNotices;
  readonly directory: StaffDirectory;

  constructor(scope: Construct, id: string, { settings, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: !settings.throwaway });
    this.key = new RecordsKey(this, 'Key', { settings });
    this.operators = new OperatorChannel(this, 'Operators', { settings, key: this.key.key });
    this.table = new RecordsTable(this, 'Records', { settings, key: this.key, operators: this.operators });
    this.archive = new Archive(this, 'Archive', { settings, key: this.key });
    const { photos } = this.archive;
    this.photoNotices = new PhotoNotices(this, 'PhotoNotices', { photos, operators: this.operators });
    const { signInTrail: trail = settings.throwaway ? 'none' : 'new' } = settings;
    if (trail === 'new') new SignInTrail(this, 'SignInTrail', { settings, bucket: this.archive.accessLogs });
    this.directory = new StaffDirectory(this, 'Directory', { settings, operators: this.operators });
    new CfnOutput(this, 'TableName', { value: this.table.table.tableName });
    new CfnOutput(this, 'ArchiveBucket', { value: this.archive.documents.bucketName });
    new CfnOutput(this, 'PhotoBucket', { value: this.archive.photos.bucketName });
    new CfnOutput(this, 'ImportBucket', { value: this.archive.imports.bucketName });
    new CfnOutput(this, 'UserPoolId', { value: this.directory.pool.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.directory.client.userPoolClientId });
  }
}
