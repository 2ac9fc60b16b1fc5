import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { BadInput } from '../../shared/domain/bad-input.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';

/** Somebody who is to sign in. */
export interface NewAccount {
  readonly name: string;
  readonly role: AccessRole;
  /** What histories call them. */
  readonly displayName: string;
  /** Whose tasks they see; a unit's account needs it. */
  readonly unit?: string;
  /** The only campaigns they see; all of them where it is left out. */
  readonly campaigns?: readonly string[];
}

/** Enough at random, and one of each kind that the directory asks for. */
export const newPassword = (): string => `${randomBytes(12).toString('base64url')}-aA7`;

/** Makes an account with a password of its own in a directory. Throws `BadInput` where the name is taken. */
export async function makeAccount(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  { name: Username, role, displayName, unit, campaigns }: NewAccount,
  Password: string,
): Promise<void> {
  const UserAttributes = [
    { Name: 'name', Value: displayName },
    ...(unit ? [{ Name: 'custom:unit', Value: unit }] : []),
    ...(campaigns ? [{ Name: 'custom:campaigns', Value: campaigns.join(',') }] : []),
  ];
  const who = { UserPoolId, Username };
  try {
    await client.send(new AdminCreateUserCommand({ ...who, UserAttributes, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (error instanceof Error && error.name === 'UsernameExistsException') throw nameTaken(Username);
    throw error;
  }
  // Without a group nobody can sign in, so the account opens only once all of it is there.
  await client.send(new AdminSetUserPasswordCommand({ ...who, Password, Permanent: true }));
  await client.send(new AdminAddUserToGroupCommand({ ...who, GroupName: role }));
}

const nameTaken = (name: string): BadInput =>
  new BadInput({
    zh: `账号 ${name} 已经存在，请换一个名称`,
    en: `there is an account ${name} already; choose another name`,
  });
