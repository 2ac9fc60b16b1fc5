import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBucket } from '../../../../infra/operate/empty-bucket.ts';

const mock = mockClient(S3Client);
const client = new S3Client({ region: 'us-east-1' });
beforeEach(() => {
  mock.reset();
});

const version = (Key: string, VersionId: string) => ({ Key, VersionId });

describe('emptying a bucket', () => {
  it('deletes every version and every mark of a deletion, also under a lock that may be lifted', async () => {
    mock
      .on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: [version('a', '1'), version('a', '2')], DeleteMarkers: [version('b', '3')] })
      .resolvesOnce({ Versions: [version('c', '4')] })
      .resolves({});
    mock.on(DeleteObjectsCommand).resolves({});
    expect(await emptyBucket(client, 'photos')).toBe(4);
    const [first] = mock.commandCalls(DeleteObjectsCommand);
    expect(first?.args[0].input).toMatchObject({
      Bucket: 'photos',
      BypassGovernanceRetention: true,
      Delete: { Objects: [version('a', '1'), version('a', '2'), version('b', '3')] },
    });
  });

  it('ends with what could not be deleted, instead of trying for ever', async () => {
    mock.on(ListObjectVersionsCommand).resolves({ Versions: [version('a', '1')] });
    mock.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'a', Code: 'AccessDenied', Message: 'locked' }] });
    await expect(emptyBucket(client, 'documents')).rejects.toThrow(
      'a in documents could not be deleted: AccessDenied locked',
    );
  });
});
