import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { findAccount } from '../../../../infra/operate/account.ts';

const sts = mockClient(STSClient);
afterEach(() => sts.reset());

const client = (region: () => Promise<string> = async () => 'ap-southeast-1') => new STSClient({ region });
const failing = (name: string) => Object.assign(new Error('no'), { name });

describe('the account that commands work in', () => {
  it('is the one that the credentials of the shell belong to', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/li' });
    await expect(findAccount(client())).resolves.toEqual({
      id: '111122223333',
      region: 'ap-southeast-1',
      who: 'arn:aws:iam::111122223333:user/li',
    });
  });

  it('can’t be found without a region, and says how to name one', async () => {
    const nowhere = client(() => Promise.reject(new Error('Region is missing')));
    await expect(findAccount(nowhere)).rejects.toThrow('AWS_REGION=');
    expect(sts.calls()).toHaveLength(0);
  });

  it.each([
    ['CredentialsProviderError', 'no AWS credentials were found'],
    ['ExpiredToken', 'have expired or are wrong'],
    ['InvalidClientTokenId', 'have expired or are wrong'],
  ])('says what to do where AWS answers %s', async (name, message) => {
    sts.on(GetCallerIdentityCommand).rejects(failing(name));
    await expect(findAccount(client())).rejects.toMatchObject({ text: { en: expect.stringContaining(message) } });
  });

  it('hands on what only AWS can explain', async () => {
    sts.on(GetCallerIdentityCommand).rejects(failing('ServiceUnavailable'));
    await expect(findAccount(client())).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });
});
