import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { ACCESS_ROLES, type AccessRole } from '../../shared/domain/campaign/vocabulary.ts';

/** What the identity service knows of an account. */
export interface Account {
  /** By which it signs in; histories name it, so that people can read who did what. */
  readonly account: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** Only of the role `unit`. */
  readonly unit?: string | undefined;
  /** Ids with commas between; without any, all campaigns. */
  readonly campaigns?: string | undefined;
}

/** What a token says of its holder, as every function reads it. */
export interface Claims {
  readonly account: string;
  readonly name: string;
  readonly role: AccessRole;
  readonly unit?: string;
  readonly campaigns?: readonly string[];
}

/** The account is not set up so that anybody could tell what it may do; nobody is signed in by a guess. */
export class UnclearAccount extends Error {
  override readonly name = 'UnclearAccount';
}

/** The claims of an account. Throws `UnclearAccount`, which says what to put right. */
export function claimsOf({ account, name, groups, unit, campaigns }: Account): Claims {
  const role = roleOf(groups);
  if (role === 'unit' && !unit)
    throw new UnclearAccount('an account of the group unit needs the attribute custom:unit');
  return { account, name, role, ...(role === 'unit' && { unit }), ...(campaigns && { campaigns: listOf(campaigns) }) };
}

function roleOf(groups: readonly string[]): AccessRole {
  const roles = ACCESS_ROLES.filter((role) => groups.includes(role));
  const [role] = roles;
  if (role && roles.length === 1) return role;
  throw new UnclearAccount(
    `the account is in ${roles.length === 0 ? 'none' : roles.join(' and ')} of the groups ${ACCESS_ROLES.join(', ')}; put it into exactly one`,
  );
}

function listOf(campaigns: string): readonly string[] {
  const ids = campaigns.split(',').map((id) => id.trim());
  const wrong = ids.find((id) => !idSchema.safeParse(id).success);
  if (wrong === undefined) return ids;
  throw new UnclearAccount(
    `custom:campaigns holds "${wrong}", which is no id of a campaign; write ids with commas between`,
  );
}
