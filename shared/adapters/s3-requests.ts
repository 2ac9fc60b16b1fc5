import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';

/** One request to a bucket. */
export interface S3Request {
  readonly method: 'GET' | 'PUT';
  /** Of the object; empty for the bucket itself. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export interface S3Answer {
  readonly status: number;
  readonly body: Uint8Array;
}

/**
 * The few requests that functions make to S3, signed by the SDK's own signer. The SDK's client of S3 is 116 KB, a quarter
 * of what a function may weigh; here is what is used of it.
 */
export interface S3Requests {
  /** The answer, whatever it says. A failure of the network or of S3 itself is tried three times, then thrown. */
  send(request: S3Request): Promise<S3Answer>;
  /** An address that carries the right to one request, in which these headers must stand as they are. */
  presign(request: S3Request, life: { readonly at: Date; readonly seconds: number }): Promise<string>;
}

export interface S3RequestsOptions {
  readonly bucket: string;
  readonly region: string;
  readonly credentials?: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** Another service that speaks as S3 does, with the bucket as the first part of the path. */
  readonly endpoint?: string | undefined;
  /** Milliseconds before the second attempt; twice as long before the third. */
  readonly delay?: number;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 20_000;
/** What passes by itself: too much at once, and trouble inside S3. */
const passes = (status: number): boolean => status === 429 || status >= 500;

/** Requests to one bucket. */
export function createS3Requests(options: S3RequestsOptions): S3Requests {
  const { region, credentials = defaultProvider(), delay = 100 } = options;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  const place = placeOf(options);
  return {
    send: (request) => untilAnswered(() => sendOnce(request, place, signer), delay),
    async presign(request, { at, seconds }) {
      const names = Object.keys(request.headers ?? {});
      const signed = await signer.presign(unsigned(request, place, 'UNSIGNED-PAYLOAD'), {
        expiresIn: seconds,
        signingDate: at,
        signableHeaders: new Set(['host', ...names]),
        unhoistableHeaders: new Set(names),
      });
      return addressOf(place, signed);
    },
  };
}

/** Where the bucket answers, and what stands before the paths of its objects. */
interface Place {
  readonly base: URL;
  readonly root: string;
}

function placeOf({ bucket, region, endpoint }: S3RequestsOptions): Place {
  if (endpoint) return { base: new URL(endpoint), root: `/${bucket}/` };
  return { base: new URL(`https://${bucket}.s3.${region}.${suffixOf(region)}`), root: '/' };
}

const unsigned = ({ method, path, query, headers }: S3Request, { base, root }: Place, digest: string) => ({
  method,
  protocol: base.protocol,
  hostname: base.hostname,
  path: root + path.split('/').map(percent).join('/'),
  query: { ...query },
  headers: { ...headers, host: base.host, 'X-Amz-Content-Sha256': digest },
});

async function sendOnce(request: S3Request, place: Place, signer: SignatureV4): Promise<S3Answer> {
  const { method, body } = request;
  const digest = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const signed = await signer.sign(unsigned(request, place, digest));
  // The host goes out with the address.
  const { host: _, ...headers } = signed.headers;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(addressOf(place, signed), { method, headers, signal, ...(body && { body }) });
  return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
}

async function untilAnswered(ask: () => Promise<S3Answer>, delay: number): Promise<S3Answer> {
  for (let turn = 1; ; turn++) {
    try {
      const answer = await ask();
      if (turn === ATTEMPTS || !passes(answer.status)) return answer;
    } catch (error) {
      if (turn === ATTEMPTS) throw error;
    }
    await sleep(delay * 2 ** (turn - 1));
  }
}

const suffixOf = (region: string): string => (region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com');

/** As the signature takes it: everything but letters, digits and `-_.~`. */
const percent = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

type Signed = Pick<Awaited<ReturnType<SignatureV4['presign']>>, 'path' | 'query'>;

function addressOf({ base }: Place, { path, query = {} }: Signed): string {
  const pairs = Object.entries(query).map(([name, value]) => `${percent(name)}=${percent(String(value))}`);
  return `${base.origin}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** The signer asks for a hash in this shape. */
class Sha256 {
  readonly #make: () => Hash | Hmac;
  #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#make = () => (secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret)));
    this.#hash = this.#make();
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    this.#hash = this.#make();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
