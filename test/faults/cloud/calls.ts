import { type Call, type RawRequest, type Service, textOf } from './exchange.ts';

/** The two hosts that are not of AWS. */
export const GATEWAY_HOST = 'gateway.test';
export const KEYS_HOST = 'keys.test';

const READS = /^(Get|Query|List|Batch|Describe|Scan)/;

/** Reads a raw request as the call it is. Throws for a host that nobody here answers for. */
export function readCall(request: RawRequest): Call {
  const service = serviceOf(request);
  const { operation, input } = READERS[service](request);
  const id = request.headers['amz-sdk-invocation-id'] ?? `${request.method} ${request.url.pathname}`;
  return { service, operation, input, id, writes: !READS.test(operation), request };
}

type Reader = (request: RawRequest) => { readonly operation: string; readonly input: unknown };

/** JSON with the operation in a header. */
const readJson: Reader = ({ headers, body }) => ({
  operation: headers['x-amz-target']?.split('.').at(-1) ?? '',
  input: JSON.parse(textOf(body)),
});

const readForm: Reader = ({ body }) => {
  const input = Object.fromEntries(new URLSearchParams(textOf(body)));
  return { operation: input.Action ?? '', input };
};

/** Every request to a bucket; its path says which object. */
const readObject: Reader = ({ method, url }) => ({
  operation: method === 'PUT' ? 'PutObject' : url.searchParams.has('list-type') ? 'ListObjects' : 'GetObject',
  input: undefined,
});

const READERS: Readonly<Record<Service, Reader>> = {
  dynamodb: readJson,
  states: readJson,
  secretsmanager: readJson,
  s3: readObject,
  sns: readForm,
  gateway: () => ({ operation: 'SendSms', input: undefined }),
  keys: () => ({ operation: 'GetKeys', input: undefined }),
};

function serviceOf({ url: { hostname } }: RawRequest): Service {
  if (hostname === GATEWAY_HOST) return 'gateway';
  if (hostname === KEYS_HOST) return 'keys';
  const service = /(?:^|\.)(dynamodb|s3|sns|states|secretsmanager)\.[\w-]+\.amazonaws\.com$/.exec(hostname)?.[1];
  if (service === undefined) throw new Error(`a call to ${hostname}, for which the stand-in has no answer`);
  return service as Service;
}
