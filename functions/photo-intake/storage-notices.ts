import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';

/** What S3 says of a new object; everything else in its notice is left aside. */
const noticeSchema = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })),
});

/** When a bucket is connected to a queue, S3 sends one notice that names no object. */
const trialSchema = z.object({ Event: z.literal('s3:TestEvent') });

const bodySchema = z.union([noticeSchema, trialSchema]);

/** A message of the queue that is no notice of S3's: something else was connected to it. */
export class UnknownNotice extends Error {
  override readonly name = 'UnknownNotice';
  constructor(messageId: string) {
    super(`message ${messageId} is no notice of S3's; look at what else sends to this queue`);
  }
}

/** The paths of the new objects in one message. Throws `UnknownNotice`. */
export function newObjectsOf({ messageId, body }: Pick<SQSRecord, 'messageId' | 'body'>): readonly string[] {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) throw new UnknownNotice(messageId);
  return 'Records' in parsed.data ? parsed.data.Records.map(({ s3 }) => decodeKey(s3.object.key)) : [];
}

/** S3 writes keys as forms do: a plus sign is a space. */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
