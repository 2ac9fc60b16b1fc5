import { request } from 'node:http';

export interface Answer {
  readonly status: number;
  // The test looks into answers of many shapes.
  readonly body: Record<string, unknown>;
}

/** Calls the public address of the deployed stage. The emulator tells APIs apart by the host's name, which no DNS knows. */
export function callApi(
  address: string,
  port: number,
  route: string,
  token: string | undefined,
  json?: unknown,
): Promise<Answer> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const data = json === undefined ? undefined : JSON.stringify(json);
  const headers = {
    host: new URL(address).host,
    ...(token && { authorization: `Bearer ${token}` }),
    ...(data && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(data)) }),
  };
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body: text.startsWith('{') ? JSON.parse(text) : { text } }),
      );
    });
    sent.on('error', fail);
    sent.end(data);
  });
}
