import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';

export interface Directory {
  readonly endpoint: string;
  readonly userPool: string;
  readonly client: string;
}

const PASSWORD = 'Hundred-Days-2026!';

/** Makes an account of a role, as whoever runs the stage does, and signs it in. Returns its token. */
export async function signIn(name: string, role: string, directory: Directory, unit?: string): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({ endpoint: directory.endpoint, region: 'us-east-1', credentials });
  const account = { UserPoolId: directory.userPool, Username: name };
  const attributes = [{ Name: 'name', Value: name }, ...(unit ? [{ Name: 'custom:unit', Value: unit }] : [])];
  await client.send(new AdminCreateUserCommand({ ...account, MessageAction: 'SUPPRESS', UserAttributes: attributes }));
  await client.send(new AdminSetUserPasswordCommand({ ...account, Password: PASSWORD, Permanent: true }));
  await client.send(new AdminAddUserToGroupCommand({ ...account, GroupName: role }));
  const signedIn = await client.send(
    new InitiateAuthCommand({
      ClientId: directory.client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD },
    }),
  );
  return signedIn.AuthenticationResult?.IdToken ?? '';
}
