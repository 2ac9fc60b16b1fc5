/** What functions call. `gateway` is the SMS gateway of a carrier, `keys` where the issuer of tokens publishes its keys. */
export type Service = 'dynamodb' | 's3' | 'sns' | 'states' | 'secretsmanager' | 'gateway' | 'keys';

/** One request at the seam: an attempt, since a client may try a call more than once. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  /** Whether it changes anything. */
  readonly writes: boolean;
  /** The same for all attempts of one call. */
  readonly id: string;
  /** Whether the client gives up by itself when no answer comes. */
  readonly timesOut?: boolean;
  /** The body as an object, where it is one. */
  readonly input: unknown;
  readonly request: RawRequest;
}

export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** JSON as AWS answers it. */
export const jsonAnswer = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'R' },
  body: Buffer.from(JSON.stringify(body)),
});

export const xmlAnswer = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amz-request-id': 'R' },
  body: Buffer.from(body),
});

export const textOf = (body: Uint8Array): string => Buffer.from(body).toString();
