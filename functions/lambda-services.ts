import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { createDynamoDbItemStore } from '../shared/adapters/dynamodb-item-store.ts';
import { createS3Archive } from '../shared/adapters/s3-archive.ts';
import { createSnsCarrier } from '../shared/adapters/sns-carrier.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { createSystemIds } from '../shared/adapters/system-ids.ts';
import { createServices, type Services } from './services.ts';

/** The environment every function of the cloud stage needs; the stack fills in the same schema. */
export const servicesEnvSchema = z.object({
  /** The one DynamoDB table. */
  TABLE_NAME: z.string().min(1),
  /** The bucket of photos, rankings and bulletins. */
  ARCHIVE_BUCKET: z.string().min(1),
});
export type ServicesEnv = z.infer<typeof servicesEnvSchema>;

/** The services on AWS, built at the first call and kept while the function stays warm. */
export function lambdaServices({ TABLE_NAME, ARCHIVE_BUCKET }: ServicesEnv): () => Services {
  let services: Services | undefined;
  return () => {
    services ??= createServices({
      items: createDynamoDbItemStore({ client: new DynamoDBClient(), table: TABLE_NAME }),
      archive: createS3Archive({ client: new S3Client(), bucket: ARCHIVE_BUCKET }),
      carrier: createSnsCarrier({ client: new SNSClient({ maxAttempts: 1 }) }),
      clock: systemClock,
      ids: createSystemIds(systemClock),
    });
    return services;
  };
}

/** The environment as a schema reads it. Throws with the name of every variable that is missing. */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, unknown>>,
): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(`the environment of this function is not complete:\n${z.prettifyError(parsed.error)}`);
}
