import * as z from 'zod';
import { createS3Download, type S3Download } from '../shared/adapters/s3-download.ts';
import { createLightS3Archive } from '../shared/adapters/s3-light-archive.ts';
import type { Archive } from '../shared/ports.ts';
import { bucketOf } from './lambda-archive.ts';
import { type Equipment, tableEnvSchema } from './lambda-ports.ts';
import { readEnv } from './read-env.ts';

export const importBucketEnvSchema = z.object({
  /** The bucket where ledgers are dropped and their reports lie. */
  IMPORT_BUCKET: z.string().min(1),
});
const importsEnvSchema = tableEnvSchema.extend(importBucketEnvSchema.shape);

/** Work and reports of imports. */
export const lambdaImportArchive = ({ IMPORT_BUCKET }: z.infer<typeof importBucketEnvSchema>): Archive =>
  createLightS3Archive(bucketOf(IMPORT_BUCKET));

/** Ledgers on their way in, and what became of them. */
export const IMPORTS: Equipment<typeof importsEnvSchema> = {
  env: importsEnvSchema,
  ports: (env) => ({ archive: lambdaImportArchive(env) }),
};

/** Whole files out of the bucket of imports, however large; what asks for them is built at the first call. */
export function lambdaDropSource(env: Readonly<Record<string, unknown>>): () => S3Download {
  let download: S3Download | undefined;
  return () => {
    const { IMPORT_BUCKET } = readEnv(importBucketEnvSchema, env);
    download ??= createS3Download(bucketOf(IMPORT_BUCKET));
    return download;
  };
}
