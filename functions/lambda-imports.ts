import * as z from 'zod';
import { createS3Download, type S3Download } from '../shared/adapters/s3-download.ts';
import { createLightS3Archive } from '../shared/adapters/s3-light-archive.ts';
import { bucketOf } from './lambda-archive.ts';
import { type Equipment, tableEnvSchema } from './lambda-ports.ts';
import { readEnv } from './read-env.ts';

const importsEnvSchema = tableEnvSchema.extend({
  /** The bucket where ledgers are dropped and their reports lie. */
  IMPORT_BUCKET: z.string().min(1),
});

/** Ledgers on their way in, and what became of them. */
export const IMPORTS: Equipment<typeof importsEnvSchema> = {
  env: importsEnvSchema,
  ports: ({ IMPORT_BUCKET }) => ({ archive: createLightS3Archive(bucketOf(IMPORT_BUCKET)) }),
};

/** Whole files out of the bucket of imports, however large; what asks for them is built at the first call. */
export function lambdaDropSource(env: Readonly<Record<string, unknown>>): () => S3Download {
  let download: S3Download | undefined;
  return () => {
    const { IMPORT_BUCKET } = readEnv(IMPORTS.env, env);
    download ??= createS3Download(bucketOf(IMPORT_BUCKET));
    return download;
  };
}
