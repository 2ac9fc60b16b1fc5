import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import { createServices, type Services } from '../../functions/services.ts';
import { createDynamoDbItemStore } from '../../shared/adapters/dynamodb-item-store.ts';
import { createLightS3Archive } from '../../shared/adapters/s3-light-archive.ts';
import { createS3Requests } from '../../shared/adapters/s3-requests.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Archive, Clock } from '../../shared/ports.ts';
import { at } from '../support/problem-scenario.ts';
import { memoryCarrier } from '../support/test-stage.ts';
import { GATEWAY_HOST, KEYS_HOST } from './cloud/calls.ts';
import { Cloud } from './cloud/cloud.ts';
import { openSeam } from './seam.ts';

/** The environment of all functions together, as the stack would fill it in. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'tests',
  AWS_SECRET_ACCESS_KEY: 'tests',
  TABLE_NAME: 'table',
  ARCHIVE_BUCKET: 'documents',
  PHOTO_BUCKET: 'photos',
  IMPORT_BUCKET: 'imports',
  TOKEN_ISSUER: `https://${KEYS_HOST}`,
  TOKEN_KEYS: `https://${KEYS_HOST}/jwks.json`,
  TOKEN_AUDIENCE: 'hundred-days',
  STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:000000000000:stateMachine:campaign',
  SMS_PROVIDER: 'aliyun',
  SMS_SECRET_ID: 'sms',
  SMS_SIGN_NAME: '县创卫办',
  SMS_TEMPLATES: JSON.stringify({ default: { id: 'SMS_1', params: [{ name: 'dw', value: 'unit' }] } }),
  SMS_ENDPOINT: `https://${GATEWAY_HOST}`,
};

/** What a scenario prepares its beginning with: the product's own services, on the cloud in memory. */
export interface FaultStage {
  readonly cloud: Cloud;
  readonly services: Services;
  readonly photos: Archive;
  readonly imports: Archive;
  readonly clock: Clock;
  readonly campaign: string;
  /** Sets the clock to a wall-clock time in Asia/Shanghai. */
  goTo(wall: string): void;
  setTime(instant: Instant): void;
}

/** Opens the cloud in memory behind the seam; everything in this process calls it until `close`. */
export function openFaultStage(): FaultStage & { close(): void } {
  vi.useFakeTimers({ toFake: ['Date'] });
  Object.assign(process.env, ENVIRONMENT);
  const cloud = new Cloud();
  const closeSeam = openSeam(async (call) => cloud.answer(call));
  const archive = (bucket: string) => createLightS3Archive(createS3Requests({ bucket, region: 'eu-west-1' }));
  const services = createServices({
    items: createDynamoDbItemStore({ client: new DynamoDBClient(), table: 'table' }),
    archive: archive('documents'),
    carrier: memoryCarrier(),
    clock: systemClock,
    ids: createSystemIds(systemClock),
  });
  return {
    cloud,
    services,
    photos: archive('photos'),
    imports: archive('imports'),
    clock: systemClock,
    campaign: 'hundred-days-2026',
    goTo: (wall) => void vi.setSystemTime(at(wall)),
    setTime: (instant) => void vi.setSystemTime(instant),
    close() {
      closeSeam();
      vi.useRealTimers();
    },
  };
}
