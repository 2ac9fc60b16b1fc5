import type { Instant } from '../domain/instant.ts';
import { ConditionFailed, type ItemKey, type ItemStore } from '../ports.ts';
import { allItems } from './pages.ts';

/** How a password is kept: the derived key with its salt and the cost it was derived at, so that the cost may grow later. */
export interface PasswordHash {
  readonly salt: string;
  readonly key: string;
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
}

/** A person who signs in at the embedded stage. */
export interface Account {
  readonly name: string;
  readonly displayName: string;
  readonly role: 'office' | 'inspector' | 'unit' | 'auditor';
  /** The unit spoken for, with the role `unit` only. */
  readonly unit?: string;
  /** The only campaigns this person has to do with; left out: all. */
  readonly campaigns?: readonly string[];
  readonly password: PasswordHash;
  readonly createdAt: Instant;
}

/** The sign-in name is taken. */
export class AccountExists extends Error {
  constructor(name: string) {
    super(`there is an account "${name}" already; choose another name`);
    this.name = 'AccountExists';
  }
}

const PARTITION = 'ACCOUNT';
const accountKey = (name: string): ItemKey => ({ pk: PARTITION, sk: name });

/** The people who may sign in; a password is stored only as its hash. */
export interface AccountBook {
  find(name: string): Promise<Account | undefined>;
  /** Throws `AccountExists`. */
  add(account: Account): Promise<void>;
  list(): Promise<readonly Account[]>;
  /** Keeps another password with an account; undefined where there is no such account. Throws `ConditionFailed`. */
  setPassword(name: string, password: PasswordHash): Promise<Account | undefined>;
}

export function createAccountBook(items: ItemStore): AccountBook {
  return {
    async find(name) {
      return (await items.get<Account>(accountKey(name)))?.body;
    },
    async add(account) {
      try {
        await items.transact([{ put: { ...accountKey(account.name), body: account }, when: 'absent' }]);
      } catch (error) {
        throw error instanceof ConditionFailed ? new AccountExists(account.name) : error;
      }
    },
    async list() {
      const accounts: Account[] = [];
      for await (const item of allItems<Account>(items, 'main', PARTITION)) accounts.push(item.body);
      return accounts;
    },
    async setPassword(name, password) {
      const item = await items.get<Account>(accountKey(name));
      if (!item) return undefined;
      const account = { ...item.body, password };
      await items.transact([{ put: { ...accountKey(name), body: account }, when: { version: item.version } }]);
      return account;
    },
  };
}
