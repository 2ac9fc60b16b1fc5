import { createHmac, hash } from 'node:crypto';

/** An access key. The secret signs and goes nowhere else, least of all into a log. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sha256 = (text: string): string => hash('sha256', text);
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Headers as both algorithms sign them: names in small letters and in order, one a line. */
function canonicalHeaders(headers: Readonly<Record<string, string>>) {
  const names = Object.keys(headers).toSorted();
  return { names: names.join(';'), lines: names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('') };
}

/** Percent-encoding by RFC 3986, stricter than the language's own. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export interface AliyunCall {
  readonly endpoint: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  /** UTC to the second: `2026-03-05T03:30:00Z`. */
  readonly date: string;
  readonly nonce: string;
}

/** An Aliyun RPC request with its parameters in the query, signed by V3 (ACS3-HMAC-SHA256). */
export function signAliyun(call: AliyunCall, key: AccessKey): SignedRequest {
  const { host, origin } = new URL(call.endpoint);
  const query = Object.keys(call.query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(call.query[name] ?? '')}`)
    .join('&');
  const payload = sha256('');
  const headers = {
    host,
    'x-acs-action': call.action,
    'x-acs-content-sha256': payload,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  };
  const { names, lines } = canonicalHeaders(headers);
  const canonical = ['POST', '/', query, lines, names, payload].join('\n');
  const signature = hmac(key.secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${names},Signature=${signature}`;
  return { url: `${origin}/?${query}`, headers: { ...headers, authorization }, body: '' };
}

export interface TencentCall {
  readonly endpoint: string;
  readonly action: string;
  readonly version: string;
  readonly region: string;
  readonly body: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** The day of the timestamp in UTC: `2026-03-05`. */
  readonly date: string;
}

/** A Tencent request with a JSON body, signed by TC3-HMAC-SHA256 with a key of the day. */
export function signTencent(call: TencentCall, key: AccessKey): SignedRequest {
  const { host, origin } = new URL(call.endpoint);
  const signed = {
    'content-type': 'application/json; charset=utf-8',
    host,
    'x-tc-action': call.action.toLowerCase(),
  };
  const { names, lines } = canonicalHeaders(signed);
  const canonical = ['POST', '/', '', lines, names, sha256(call.body)].join('\n');
  const scope = `${call.date}/sms/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', call.timestamp, scope, sha256(canonical)].join('\n');
  const dayKey = hmac(`TC3${key.secret}`, call.date);
  const signature = hmac(hmac(hmac(dayKey, 'sms'), 'tc3_request'), toSign).toString('hex');
  const headers = {
    'content-type': signed['content-type'],
    host,
    'x-tc-action': call.action,
    'x-tc-version': call.version,
    'x-tc-region': call.region,
    'x-tc-timestamp': `${call.timestamp}`,
    authorization: `TC3-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
  return { url: `${origin}/`, headers, body: call.body };
}
