import { Fault, notFound } from '../../functions/http/fault.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Account, AccountBook } from '../../shared/stores/account-book.ts';
import { hashPassword, matchesPassword, PASSWORD_COST, type PasswordCost } from './password.ts';
import type { SignInGuard } from './sign-in-guard.ts';

export type NewAccount = Omit<Account, 'password' | 'createdAt'> & { readonly password: string };

/** The people of the embedded stage and their passwords. */
export interface Accounts {
  /** Throws `AccountExists`. */
  create(account: NewAccount): Promise<void>;
  list(): Promise<readonly Account[]>;
  /** Throws a `Fault` for an unknown name. */
  setPassword(name: string, password: string): Promise<Account>;
  /** Throws a `Fault` for a wrong name or password, alike, and after too many of them. */
  signIn(name: string, password: string): Promise<Account>;
}

const wrong = (): Fault =>
  new Fault('unauthenticated', { zh: '用户名或密码不正确', en: 'the name or the password is wrong' });

const tooMany = (waitSeconds: number): Fault =>
  new Fault(
    'too-many-attempts',
    {
      zh: `密码错误次数过多，请 ${Math.ceil(waitSeconds / 60)} 分钟后再试`,
      en: `too many wrong passwords; try again in ${Math.ceil(waitSeconds / 60)} minutes`,
    },
    { headers: { 'retry-after': String(waitSeconds) } },
  );

/** `cost` is lower in tests only. */
export function createAccounts(
  book: AccountBook,
  { clock, guard, cost = PASSWORD_COST }: { clock: Clock; guard: SignInGuard; cost?: PasswordCost },
): Accounts {
  /** Hashed against where the name is unknown, so that an answer takes as long and tells nothing. */
  const decoy = hashPassword('nobody has this password', cost);
  return {
    async create({ password, ...account }) {
      await book.add({ ...account, password: await hashPassword(password, cost), createdAt: clock.now() });
    },
    list: () => book.list(),
    async setPassword(name, password) {
      const account = await book.setPassword(name, await hashPassword(password, cost));
      if (!account) throw notFound('账号', 'account', name);
      guard.succeeded(name);
      return account;
    },
    async signIn(name, password) {
      const wait = guard.begin(name);
      if (wait) throw tooMany(wait.waitSeconds);
      const account = await book.find(name);
      const matches = await matchesPassword(password, account?.password ?? (await decoy));
      if (!account || !matches) throw wrong();
      guard.succeeded(name);
      return account;
    },
  };
}
