import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CREDENTIALS, REGION } from './emulator.ts';

export interface Directory {
  readonly endpoint: string;
  readonly userPool: string;
  readonly client: string;
}

/** The accounts of a deployed stage, made as whoever runs it makes them. */
export interface Staff {
  /**
   * The token of `office`, `inspector`, `auditor` or the unit of that id, who sign in at the first time; their account
   * is made then.
   */
  tokenOf(who: string): Promise<string>;
  /** A token that lives so many seconds. Cognito itself gives out none for less than five minutes; the emulator does. */
  signInFor(who: string, seconds: number): Promise<string>;
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
  const setLife = (IdTokenValidity: number, IdToken: 'seconds' | 'hours') =>
    client.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: userPool,
        ClientId,
        IdTokenValidity,
        TokenValidityUnits: { IdToken },
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
  return {
    async signInFor(who, seconds) {
      await setLife(seconds, 'seconds');
      const token = await signIn(who);
      await setLife(8, 'hours');
      return token;
    },
    async tokenOf(who) {
      const token = tokens.get(who) ?? (await signIn(who));
      tokens.set(who, token);
      return token;
    },
  };
}
