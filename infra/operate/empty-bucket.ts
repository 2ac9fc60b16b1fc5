import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/**
 * Deletes everything in a bucket, in all its versions, also what is locked for as long as somebody may lift it. Gives how
 * many versions that were. Throws with the first one that could not be deleted.
 */
export async function emptyBucket(client: S3Client, Bucket: string): Promise<number> {
  for (let deleted = 0; ; ) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return deleted;
    const { Errors: [failed] = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true }, BypassGovernanceRetention: true }),
    );
    if (failed) throw new Error(`${failed.Key} in ${Bucket} could not be deleted: ${failed.Code} ${failed.Message}`);
    deleted += Objects.length;
  }
}
