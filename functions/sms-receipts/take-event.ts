import { hash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, CloudWatchLogsEvent } from 'aws-lambda';
import * as z from 'zod';
import { metricName } from '../metrics-line.ts';
import type { Services } from '../services.ts';
import type { TaskLogger } from '../workflow-task.ts';
import { readAliyun } from './aliyun-receipts.ts';
import type { Receipt } from './receipt.ts';
import { readSnsLog } from './sns-receipts.ts';
import { type ReceiptCounts, takeReceipts } from './take-receipts.ts';
import { readTencent } from './tencent-receipts.ts';

export type ReceiptEvent = APIGatewayProxyEventV2 | CloudWatchLogsEvent;
type Reply = APIGatewayProxyStructuredResultV2;

/** Some receipts of the log overtook the sending; Lambda brings the batch again. */
export class EarlyReceipts extends Error {
  override readonly name = 'EarlyReceipts';
}

/** What the function has beside the services. */
export interface ReceiptDesk {
  /** The secret part of the address that gateways call. */
  readonly token: () => Promise<string>;
  /** Counts for alarms, by the names of metrics. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  readonly logger: TaskLogger;
}

interface Gateway {
  readonly read: (body: unknown) => readonly Receipt[];
  /** The answer its documentation asks for; whatever is not 0 makes it send again. */
  readonly answer: (code: number, text: string) => object;
}

const GATEWAYS: ReadonlyMap<string, Gateway> = new Map([
  ['aliyun', { read: readAliyun, answer: (code: number, msg: string) => ({ code, msg }) }],
  ['tencent', { read: readTencent, answer: (result: number, errmsg: string) => ({ result, errmsg }) }],
]);

/** Takes receipts of a gateway over HTTP, or of SNS out of its delivery log. */
export async function takeEvent(
  event: ReceiptEvent,
  desk: ReceiptDesk,
  services: Services,
): Promise<Reply | ReceiptCounts> {
  if (!('awslogs' in event)) return takePush(event, desk, services);
  const counts = await note(readSnsLog(event.awslogs.data), 'sns', desk, services);
  if (counts.early > 0) throw new EarlyReceipts(`${counts.early} receipts overtook the sending of their messages`);
  return counts;
}

async function takePush(event: APIGatewayProxyEventV2, desk: ReceiptDesk, services: Services): Promise<Reply> {
  const { provider = '', token: given = '' } = event.pathParameters ?? {};
  const gateway = GATEWAYS.get(provider);
  // As if it were not there, for whoever does not know the secret.
  if (!gateway || !isSame(given, await desk.token())) return reply(404, { message: 'not found' });
  const receipts = readBody(event, gateway);
  if (!receipts) {
    desk.logger.error('no receipts', { provider });
    return reply(400, gateway.answer(1, 'not a list of receipts'));
  }
  const { early } = await note(receipts, provider, desk, services);
  return early === 0 ? reply(200, gateway.answer(0, 'OK')) : reply(503, gateway.answer(1, 'send again later'));
}

async function note(
  receipts: readonly Receipt[],
  provider: string,
  { logger, count }: ReceiptDesk,
  services: Services,
) {
  const counts = await takeReceipts(receipts, services);
  logger.info('receipts', { provider, ...counts });
  count(metricsOf(counts));
  return counts;
}

/** `delivered` as `ReceiptDelivered`, and only what occurred. */
const metricsOf = (counts: ReceiptCounts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => [`Receipt${metricName(name)}`, count]),
  );

function readBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, { read }: Gateway) {
  try {
    return read(JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** In the same time for every guess. */
const isSame = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const reply = (statusCode: number, body: object): Reply => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
