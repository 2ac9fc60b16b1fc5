import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CREDENTIALS, REGION } from './emulator.ts';

export interface Directory {
  readonly endpoint: string;
  readonly userPool: string;
  readonly client: string;
}

/** The accounts of a deployed stage, made as whoever runs it makes them. */
export interface Staff {
  /** Signs `office`, `inspector`, `auditor` or the unit of that id in; their account is made at the first time. */
  signIn(who: string): Promise<string>;
  /** The token of an earlier sign-in, or of one now. */
  tokenOf(who: string): Promise<string>;
}

const PASSWORD = 'Hundred-Days-2026!';
const STAFF_ROLES = ['office', 'inspector', 'auditor'];

export function createStaff({ endpoint, userPool, client: ClientId }: Directory): Staff {
  const client = new CognitoIdentityProviderClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const made = new Set<string>();
  const tokens = new Map<string, string>();
  async function make(who: string): Promise<void> {
    const role = STAFF_ROLES.includes(who) ? who : 'unit';
    const account = { UserPoolId: userPool, Username: who };
    const attributes = [
      { Name: 'name', Value: who },
      ...(role === 'unit' ? [{ Name: 'custom:unit', Value: who }] : []),
    ];
    await client.send(
      new AdminCreateUserCommand({ ...account, MessageAction: 'SUPPRESS', UserAttributes: attributes }),
    );
    await client.send(new AdminSetUserPasswordCommand({ ...account, Password: PASSWORD, Permanent: true }));
    await client.send(new AdminAddUserToGroupCommand({ ...account, GroupName: role }));
    made.add(who);
  }
  async function signIn(who: string): Promise<string> {
    if (!made.has(who)) await make(who);
    const signedIn = await client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: who, PASSWORD },
      }),
    );
    return signedIn.AuthenticationResult?.IdToken ?? '';
  }
  return {
    signIn,
    async tokenOf(who) {
      const token = tokens.get(who) ?? (await signIn(who));
      tokens.set(who, token);
      return token;
    },
  };
}
