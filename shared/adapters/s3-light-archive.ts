import type { Archive } from '../ports.ts';
import { archiveOf } from './s3-objects.ts';
import type { S3Answer, S3Requests } from './s3-requests.ts';

const OK = 200;
const NOT_FOUND = 404;
const PRECONDITION_FAILED = 412;

/** S3 said no. Its code says what to put right: rights, bucket, clock. */
export class S3Refused extends Error {
  override readonly name = 'S3Refused';
  readonly status: number;
  constructor(what: string, { status, body }: S3Answer) {
    const code = textOf('Code', Buffer.from(body).toString()) ?? 'no reason given';
    super(`S3 did not ${what}: ${status} ${code}; look at the rights of this function and at the bucket`);
    this.status = status;
  }
}

/** The archive of the cloud stage on plain requests, for functions that have no room for the SDK's client. */
export function createLightS3Archive(s3: S3Requests): Archive {
  return archiveOf({
    async putNew(path, bytes, digest) {
      const headers = { 'if-none-match': '*', 'x-amz-checksum-sha256': digest };
      const answer = await s3.send({ method: 'PUT', path, headers, body: new Uint8Array(bytes) });
      if (answer.status === PRECONDITION_FAILED) return false;
      demand(answer, `keep ${path}`);
      return true;
    },
    async get(path) {
      const answer = await s3.send({ method: 'GET', path });
      if (answer.status === NOT_FOUND && codeOf(answer) === 'NoSuchKey') return undefined;
      demand(answer, `hand out ${path}`);
      return answer.body;
    },
    async list(prefix) {
      const paths: string[] = [];
      let more: string | undefined;
      do {
        const query = { 'list-type': '2', 'encoding-type': 'url', prefix, ...(more && { 'continuation-token': more }) };
        const answer = await s3.send({ method: 'GET', path: '', query });
        demand(answer, `list ${prefix}`);
        const page = Buffer.from(answer.body).toString();
        paths.push(...[...page.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => pathOf(key)));
        more = textOf('NextContinuationToken', page);
      } while (more);
      return paths;
    },
  });
}

function demand(answer: S3Answer, what: string): void {
  if (answer.status !== OK) throw new S3Refused(what, answer);
}

const codeOf = ({ body }: S3Answer): string | undefined => textOf('Code', Buffer.from(body).toString());

const textOf = (element: string, xml: string): string | undefined =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];

/** Keys come as forms write them, so that no sign of XML can stand in one. */
const pathOf = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));
