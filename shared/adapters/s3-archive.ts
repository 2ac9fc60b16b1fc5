import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Archive } from '../ports.ts';
import { archiveOf } from './s3-objects.ts';

const HTTP_PRECONDITION_FAILED = 412;

/** The archive of the cloud stage on the SDK's client, for functions that have room for it. */
export function createS3Archive({ client, bucket }: { readonly client: S3Client; readonly bucket: string }): Archive {
  return archiveOf({
    async putNew(path, bytes, digest) {
      const input = { Bucket: bucket, Key: path, Body: bytes, IfNoneMatch: '*', ChecksumSHA256: digest };
      try {
        await client.send(new PutObjectCommand(input));
        return true;
      } catch (error) {
        const isTaken =
          error instanceof S3ServiceException && error.$metadata.httpStatusCode === HTTP_PRECONDITION_FAILED;
        if (isTaken) return false;
        throw error;
      }
    },
    async get(path) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: path }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async list(prefix) {
      const paths: string[] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        paths.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      }
      return paths;
    },
  });
}
