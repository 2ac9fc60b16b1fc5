import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Archive } from '../ports.ts';
import { ArchiveConflict, checkArchivePath, checkArchivePrefix } from './archive-path.ts';

const HTTP_PRECONDITION_FAILED = 412;

/** The archive of the cloud stage: a bucket where nothing is overwritten. Errors of S3 pass through. */
export function createS3Archive(options: { readonly client: S3Client; readonly bucket: string }): Archive {
  const { client, bucket } = options;
  return {
    async put(path, bytes) {
      checkArchivePath(path);
      if (await putNew(client, bucket, path, bytes)) return;
      const stored = await getObject(client, bucket, path);
      if (stored === undefined || sha256(stored) !== sha256(bytes)) throw new ArchiveConflict(path);
    },
    async get(path) {
      checkArchivePath(path);
      return getObject(client, bucket, path);
    },
    async list(prefix) {
      checkArchivePrefix(prefix);
      const paths: string[] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        paths.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      }
      return paths.sort();
    },
  };
}

/** False where the path is taken. S3 checks the digest, so that bytes spoilt on the way are never kept. */
async function putNew(client: S3Client, bucket: string, path: string, bytes: Uint8Array): Promise<boolean> {
  const input = { Bucket: bucket, Key: path, Body: bytes, IfNoneMatch: '*', ChecksumSHA256: sha256(bytes) };
  try {
    await client.send(new PutObjectCommand(input));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === HTTP_PRECONDITION_FAILED)
      return false;
    throw error;
  }
}

async function getObject(client: S3Client, bucket: string, path: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: path }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
