import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { TaskLogger } from '../workflow-task.ts';
import { PHOTO_ATTEMPTS } from './env.ts';
import { newObjectsOf } from './storage-notices.ts';
import { type Attempt, type PhotoIntake, takeInPhoto } from './take-in-photo.ts';

export interface IntakeBatch {
  readonly Records: readonly Notice[];
}

type Notice = Pick<SQSRecord, 'messageId' | 'body'> & {
  readonly attributes: Pick<SQSRecord['attributes'], 'ApproximateReceiveCount'>;
};

const attemptOf = ({ attributes }: Notice): Attempt =>
  Number(attributes.ApproximateReceiveCount) < PHOTO_ATTEMPTS ? 'one of several' : 'last';

/**
 * Takes in the photos that a batch of messages tells of, one after the other: a large one needs the memory for itself.
 * Messages that fail are named, so that only they come again. A photo that is refused is done with, not failed.
 */
export async function takeInBatch(
  { Records }: IntakeBatch,
  intake: PhotoIntake,
  logger: TaskLogger,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const message of Records) {
    try {
      for (const path of newObjectsOf(message)) {
        logger.info('photo taken in', { path, outcome: await takeInPhoto(path, intake, attemptOf(message)) });
      }
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: message.messageId });
      logger.error('photo not taken in', { record: message.messageId, cause: String(error) });
    }
  }
  return { batchItemFailures };
}
