import { type RequestOptions, request } from 'node:http';

/** Where a stage answers. */
export interface ApiAddress {
  /** As people know it; its host tells an emulator's APIs apart, which no DNS knows. */
  readonly url: string;
  /** On the loopback. */
  readonly port: number;
}

export interface Content {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as they are, with `type`. */
  readonly bytes?: Uint8Array;
  readonly type?: string;
  /** Beside those that the content asks for. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Its JSON, where it is some; whoever asks looks into answers of many shapes. */
  // biome-ignore lint/suspicious/noExplicitAny: what stands in an answer is what the tests find out
  readonly body: any;
  readonly bytes: Buffer;
}

/** Calls a stage from outside: `callApi(address, 'GET /campaigns', { token })`. */
export async function callApi({ url, port }: ApiAddress, route: string, content: Content = {}): Promise<Answer> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const data = content.json === undefined ? content.bytes : Buffer.from(JSON.stringify(content.json));
  const type = content.type ?? (content.json === undefined ? undefined : 'application/json');
  const headers: Record<string, string> = {
    host: new URL(url).host,
    ...(content.token && { authorization: `Bearer ${content.token}` }),
    ...(type && { 'content-type': type }),
    ...(data && { 'content-length': `${data.length}` }),
    ...content.headers,
  };
  const { status, bytes } = await exchange({ host: '127.0.0.1', port, path, method, headers }, data);
  const text = bytes.toString();
  return { status, bytes, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

function exchange(
  options: RequestOptions,
  data: Uint8Array | undefined,
): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  return new Promise((done, fail) => {
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => done({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
    });
    sent.on('error', fail);
    sent.end(data);
  });
}
