import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import { Fault } from './fault.ts';
import { jsonFaultAt } from './json-fault.ts';
import type { BodySpec } from './route.ts';

/** JSON bodies of everyday size; batches and photos have their own limit. */
export const DEFAULT_MAX_BODY = 1024 * 1024;

/** The most that any route takes: as base64 in an event of Lambda's, which holds 6 MB, it leaves room for the rest. */
export const LARGEST_BODY = 4 * 1024 * 1024;

/** Turns away a body beyond a route's limit before anybody looks into it. Throws a `Fault`. */
export function demandSize(event: APIGatewayProxyEventV2, maxBody = DEFAULT_MAX_BODY): void {
  const bytes = Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > maxBody) throw bodyTooLarge(maxBody);
}

/** The body as the route wants it. Throws a `Fault` for one of another type, or malformed. */
export function readBody(event: APIGatewayProxyEventV2, spec: BodySpec | undefined): unknown {
  if (!spec) return undefined;
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  // A command without particulars needs no body; where there are any, each one missing is named.
  if ('json' in spec && bytes.length === 0) return {};
  const type = mediaType(event.headers['content-type']);
  if ('bytes' in spec) return demandType(type, spec.bytes) && bytes;
  if ('text' in spec) return demandType(type, spec.text) && bytes.toString();
  return demandType(type, ['application/json'], spec.otherwise) && parseJson(decodeUtf8(bytes));
}

/** Says how much is allowed, so that the sender can split or shrink. */
const bodyTooLarge = (maxBody: number): Fault =>
  new Fault('body-too-large', {
    zh: `请求体超过上限 ${size(maxBody)}，请分批发送或压缩照片`,
    en: `the body is larger than ${size(maxBody)}; send it in parts, or shrink the photo`,
  });

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;

const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function demandType(type: string, allowed: readonly string[], { zh, en }: Bilingual = { zh: '', en: '' }): true {
  if (allowed.includes(type)) return true;
  const list = allowed.join(', ');
  throw new Fault('unsupported-media-type', {
    zh: `Content-Type 为“${type}”，只接受：${list}${zh}`,
    en: `the Content-Type is "${type}"; allowed: ${list}${en}`,
  });
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Fault('malformed-json', {
      zh: '请求体不是 UTF-8 编码，请以 UTF-8 发送',
      en: 'the body is not UTF-8; send it as UTF-8',
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not by the engine's message: it quotes the body, which may hold a phone number.
    const { line, column } = placeOf(text, jsonFaultAt(text));
    throw new Fault('malformed-json', {
      zh: `请求体不是正确的 JSON：第 ${line} 行第 ${column} 列处有误`,
      en: `the body is not valid JSON: see line ${line}, column ${column}`,
    });
  }
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
