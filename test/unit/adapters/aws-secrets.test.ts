import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSecretReader } from '../../../shared/adapters/aws-secrets.ts';

const manager = mockClient(SecretsManagerClient);
const reader = () =>
  createSecretReader({
    client: new SecretsManagerClient({ region: 'cn-north-1' }),
    secretId: 'sms-gateway',
    schema: z.object({ keySecret: z.string().min(12) }),
  });

beforeEach(() => manager.reset());

describe('createSecretReader', () => {
  it('asks once and keeps the answer', async () => {
    manager.on(GetSecretValueCommand).resolves({ SecretString: '{"keySecret":"0123456789ab"}' });
    const read = reader();
    expect([await read(), await read()]).toEqual(Array(2).fill({ keySecret: '0123456789ab' }));
    expect(manager.commandCalls(GetSecretValueCommand).map((call) => call.args[0].input)).toEqual([
      { SecretId: 'sms-gateway' },
    ]);
  });
  it('asks again after a failure', async () => {
    manager.on(GetSecretValueCommand).rejectsOnce(new Error('throttled'));
    const read = reader();
    await expect(read()).rejects.toThrow('throttled');
    manager.on(GetSecretValueCommand).resolves({ SecretString: '{"keySecret":"0123456789ab"}' });
    expect(await read()).toEqual({ keySecret: '0123456789ab' });
  });
  it.each(['{"keySecret":"hunter2"}', 'hunter2', ''])(
    'says which field is wrong, but not what it is: %j',
    async (text) => {
      manager.on(GetSecretValueCommand).resolves({ SecretString: text });
      const error = await reader()().catch((thrown: unknown) => thrown);
      expect(String(error)).toMatch(/the secret sms-gateway lacks or has wrong: (keySecret|the whole)/);
      expect(String(error)).not.toContain('hunter2');
    },
  );
});
