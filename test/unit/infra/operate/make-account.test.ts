import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAccount, newPassword } from '../../../../infra/operate/make-account.ts';

const mock = mockClient(CognitoIdentityProviderClient);
const client = new CognitoIdentityProviderClient({ region: 'us-east-1' });
beforeEach(() => {
  mock.reset();
});

const LIAISON = {
  name: 'east',
  role: 'unit',
  displayName: '城东街道联络员',
  unit: 'street-east',
  campaigns: ['a', 'b'],
} as const;

describe('an account of a stage in the cloud', () => {
  it('comes into the group of its role, last of all, with its unit and its campaigns', async () => {
    await makeAccount(client, 'pool', LIAISON, 'secret');
    expect(mock.calls().map(({ args: [command] }) => command.input)).toEqual([
      {
        UserPoolId: 'pool',
        Username: 'east',
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'name', Value: '城东街道联络员' },
          { Name: 'custom:unit', Value: 'street-east' },
          { Name: 'custom:campaigns', Value: 'a,b' },
        ],
      },
      { UserPoolId: 'pool', Username: 'east', Password: 'secret', Permanent: true },
      { UserPoolId: 'pool', Username: 'east', GroupName: 'unit' },
    ]);
  });

  it('leaves one of that name as it is', async () => {
    mock.on(AdminCreateUserCommand).rejects(Object.assign(new Error(), { name: 'UsernameExistsException' }));
    await expect(makeAccount(client, 'pool', LIAISON, 'secret')).rejects.toThrow('there is an account east already');
    expect(mock.commandCalls(AdminSetUserPasswordCommand)).toHaveLength(0);
    expect(mock.commandCalls(AdminAddUserToGroupCommand)).toHaveLength(0);
  });

  it('gets a password that the directory takes', () => {
    for (let n = 0; n < 100; n++) {
      const password = newPassword();
      expect(password.length).toBeGreaterThanOrEqual(12);
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^\w]/]) expect(password).toMatch(kind);
    }
    expect(newPassword()).not.toBe(newPassword());
  });
});
