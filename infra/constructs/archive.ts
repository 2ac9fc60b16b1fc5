import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type CorsRule,
  HttpMethods,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { UPLOAD_HEADERS } from '../../shared/adapters/s3-upload-desk.ts';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import type { RecordsKey } from './records-key.ts';

export interface ArchiveProps {
  readonly settings: StageSettings;
  readonly key: RecordsKey;
}

/** Longer than the six months for which the law has security logs kept (网络安全法, article 21). */
const ACCESS_LOG_DAYS = 200;

/** Days that a ledger, its work and its report are kept; the work outlasts the 14 days in which an execution can be redriven. */
const IMPORT_DAYS = { import: 30, work: 15, reports: 400 } as const;

/**
 * Three buckets: documents that nobody can change, photos that are deleted when their time is over, and ledgers on their
 * way in, with the reports on them.
 */
export class Archive extends Construct {
  readonly documents: Bucket;
  readonly photos: Bucket;
  readonly imports: Bucket;
  /** Logs of who did what, kept for as long as the law asks; the buckets' own lie in folders of their names. */
  readonly accessLogs: Bucket;
  readonly #key: RecordsKey;

  constructor(scope: Construct, id: string, { settings, key }: ArchiveProps) {
    super(scope, id);
    this.#key = key;
    const kept: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    };
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      ...kept,
      // S3 delivers its own logs only into buckets under its own key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
    });
    const encrypted: BucketProps = {
      ...kept,
      encryption: BucketEncryption.KMS,
      encryptionKey: key.key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
    };
    this.documents = new Bucket(this, 'Documents', {
      ...encrypted,
      ...pagesMay(settings, READ),
      serverAccessLogsPrefix: 'documents/',
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(settings),
    });
    this.photos = new Bucket(this, 'Photos', {
      ...encrypted,
      ...pagesMay(settings, UPLOAD, READ),
      serverAccessLogsPrefix: 'photos/',
      lifecycleRules: [
        {
          expiration: Duration.days(settings.photoDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.imports = new Bucket(this, 'Imports', {
      ...encrypted,
      serverAccessLogsPrefix: 'imports/',
      lifecycleRules: Object.entries(IMPORT_DAYS).map(([folder, days]) => ({
        prefix: `${folder}/`,
        expiration: Duration.days(days),
        noncurrentVersionExpiration: Duration.days(7),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      })),
    });
    // By the bucket's own property: CDK's would bring a function of its own with rights over every bucket.
    (this.imports.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  }

  /** Documents, in the folder of their kind. */
  grantDocuments(role: IRole, access: FolderAccess<'bulletins' | 'rankings'>): void {
    this.#grant(role, this.documents, access);
  }

  /** Originals under `photos`, and what is shown of them under `derivatives`. */
  grantPhotos(role: IRole, access: FolderAccess<'photos' | 'derivatives'>): void {
    this.#grant(role, this.photos, access);
  }

  /** Ledgers as they were dropped under `import`, what an import lays out under `work`, and what becomes of it. */
  grantImports(role: IRole, access: FolderAccess<keyof typeof IMPORT_DAYS>): void {
    this.#grant(role, this.imports, access);
  }

  /** What a Distributed Map goes through and what it notes down, in parts where that is much. */
  grantMapRuns(role: IRole): void {
    this.grantImports(role, { reads: ['work'], writes: ['work'] });
    const { bucketArn } = this.imports;
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        resources: [`${Stack.of(this.imports).exportValue(bucketArn)}/work/*`],
      }),
    );
  }

  #grant(role: IRole, bucket: Bucket, { reads, writes = [] }: FolderAccess): void {
    // Exported by name, so that it is known here how the checks will call what is accepted below.
    const arn = Stack.of(bucket).exportValue(bucket.bucketArn);
    const objects = (prefixes: readonly string[]): string[] => prefixes.map((prefix) => `${arn}/${prefix}/*`);
    const exported: string = Stack.of(bucket).resolve(arn)['Fn::ImportValue'];
    for (const prefix of new Set([...reads, ...writes])) {
      acceptFindings(role, {
        [`IAM5[Resource::${exported}/${prefix}/*]`]:
          'Objects are named by what is in them; the folder is as narrow as it gets.',
      });
    }
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: objects(reads) }));
    // Without it S3 answers “denied” where there is no such object, and nobody could tell the two apart.
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [arn] }));
    if (writes.length === 0) {
      this.#key.grantRead(role, 's3');
    } else {
      role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: objects(writes) }));
      this.#key.grantReadWrite(role, 's3');
    }
  }
}

/** Top folders of a bucket that a function reads or writes. */
export interface FolderAccess<Folder extends string = string> {
  readonly reads: readonly Folder[];
  readonly writes?: readonly Folder[];
}

type Cors = (origins: readonly string[]) => CorsRule;

const UPLOAD: Cors = (origins) => ({
  allowedOrigins: [...origins],
  allowedMethods: [HttpMethods.PUT],
  allowedHeaders: [...UPLOAD_HEADERS],
  maxAge: 3600,
});

/** From anywhere, since a browser that was sent on from the API names no origin; nothing but the signed address opens it. */
const READ: Cors = () => ({ allowedOrigins: ['*'], allowedMethods: [HttpMethods.GET], maxAge: 3600 });

/** What the web pages of a stage may do with a bucket. */
const pagesMay = ({ webOrigins }: StageSettings, ...rules: readonly Cors[]): Pick<BucketProps, 'cors'> =>
  webOrigins ? { cors: rules.map((rule) => rule(webOrigins)) } : {};

/** In earnest not even the owner of the account can shorten it; a throwaway stage must come down again. */
const retention = ({ throwaway, lockDays }: StageSettings): ObjectLockRetention =>
  throwaway
    ? ObjectLockRetention.governance(Duration.days(1))
    : ObjectLockRetention.compliance(Duration.days(lockDays));
