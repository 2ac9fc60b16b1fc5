import { hash } from 'node:crypto';
import { type Answer, type Call, type RawRequest, xmlAnswer } from './exchange.ts';

/** Buckets in memory: an object is written once, as every function asks by `If-None-Match`. */
export class MemoryBuckets {
  #objects: Map<string, Uint8Array> = new Map();

  /** By bucket and key. */
  get objects(): ReadonlyMap<string, Uint8Array> {
    return this.#objects;
  }

  snapshot(): () => void {
    const objects = new Map(this.#objects);
    return () => {
      this.#objects = new Map(objects);
    };
  }

  answer({ operation, request: { url, headers, body } }: Call): Answer {
    const [bucket, key] = placeOf(url);
    const path = `${bucket}/${key}`;
    if (operation === 'ListObjects') return list(this.#objects, `${bucket}/`, url.searchParams.get('prefix') ?? '');
    const stored = this.#objects.get(path);
    if (operation === 'GetObject') {
      return stored ? whole(stored, headers) : xmlAnswer(404, fault('NoSuchKey'));
    }
    if (headers['if-none-match'] !== '*') return xmlAnswer(403, fault('AccessDenied'));
    if (stored) return xmlAnswer(412, fault('PreconditionFailed'));
    this.#objects.set(path, body);
    return xmlAnswer(200, '');
  }
}

/** An object or, where one is asked for, a piece of it; only while it is the one that was meant. */
function whole(bytes: Uint8Array, { range, 'if-match': meant }: RawRequest['headers']): Answer {
  if (meant && meant !== `"${hash('md5', bytes)}"`) return xmlAnswer(412, fault('PreconditionFailed'));
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (from === undefined) return { status: 200, headers: {}, body: bytes };
  return { status: 206, headers: {}, body: bytes.slice(Number(from), Number(to) + 1) };
}

/** The bucket stands in the host or, for one whose name has a dot or that stands alone, at the head of the path. */
function placeOf({ hostname, pathname }: URL): readonly [string, string] {
  const path = decodeURIComponent(pathname).slice(1);
  if (!hostname.startsWith('s3.')) return [hostname.slice(0, hostname.indexOf('.s3.')), path];
  const slash = path.indexOf('/');
  return slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

function list(objects: ReadonlyMap<string, unknown>, root: string, prefix: string): Answer {
  const keys = [...objects.keys()]
    .filter((path) => path.startsWith(root + prefix))
    .map((path) => path.slice(root.length));
  const contents = keys.toSorted().map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key></Contents>`);
  return xmlAnswer(
    200,
    `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
}

const fault = (code: string): string => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
