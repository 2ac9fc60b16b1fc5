import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { SQSBatchResponse } from 'aws-lambda';
import { createS3Archive } from '../../shared/adapters/s3-archive.ts';
import type { Archive } from '../../shared/ports.ts';
import { CLIENT_TIMEOUTS } from '../client-timeouts.ts';
import { readEnv } from '../read-env.ts';
import { derivePhoto } from './derive-photo.ts';
import { photoIntakeEnvSchema } from './env.ts';
import { type IntakeBatch, takeInBatch } from './run-action.ts';

const { PHOTO_BUCKET } = readEnv(photoIntakeEnvSchema, process.env);
const logger = new Logger({ serviceName: 'photo-intake' });

/** A large photo takes its time. */
const PHOTO_TIMEOUTS = { ...CLIENT_TIMEOUTS, requestTimeout: 20_000 };

let archive: Archive | undefined;

/** A queue of S3's notices leads here. */
export const handler = middy<IntakeBatch, SQSBatchResponse>().handler((batch) => {
  archive ??= createS3Archive({ client: new S3Client({ requestHandler: PHOTO_TIMEOUTS }), bucket: PHOTO_BUCKET });
  return takeInBatch(batch, { archive, derive: derivePhoto }, logger);
});
