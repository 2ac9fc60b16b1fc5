import { describe, expect, it } from 'vitest';
import { createAccounts } from '../../../infra/local/accounts.ts';
import { hashPassword, matchesPassword, PASSWORD_COST } from '../../../infra/local/password.ts';
import { createSignInGuard } from '../../../infra/local/sign-in-guard.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { AccountExists, createAccountBook } from '../../../shared/stores/account-book.ts';
import { cn } from '../../support/build-calendar.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';
import { CHEAP, createTestApi } from '../../support/test-api.ts';

const ZHANG = { name: 'zhang', displayName: '张主任', role: 'office', password: '正确的密码' } as const;

describe('passwords', () => {
  it('are kept as a salted hash that differs for the same password', async () => {
    const [first, second] = [await hashPassword('same', CHEAP), await hashPassword('same', CHEAP)];
    expect(first.key).not.toBe(second.key);
    expect(JSON.stringify(first)).not.toContain('same');
    expect(await matchesPassword('same', first)).toBe(true);
    expect(await matchesPassword('other', first)).toBe(false);
  });

  it('match at the cost they were hashed at, so that the cost may grow', async () => {
    const hash = await hashPassword('old', { N: 4, r: 2, p: 1 });
    expect(hash.cost).toEqual({ N: 4, r: 2, p: 1 });
    expect(await matchesPassword('old', hash)).toBe(true);
  });

  it('can be hashed at the cost that is used when serving', async () => {
    expect(await matchesPassword('real', await hashPassword('real', PASSWORD_COST))).toBe(true);
  });

  it('match however the keyboard composes a letter', async () => {
    expect(await matchesPassword('cafe\u0301', await hashPassword('caf\u00e9', CHEAP))).toBe(true);
  });
});

describe('accounts', () => {
  const open = () => {
    const clock = createVirtualClock(cn('2026-03-09 09:00'));
    const items = createMemoryItemStore();
    const guard = createSignInGuard(clock);
    return { clock, items, accounts: createAccounts(createAccountBook(items), { clock, guard, cost: CHEAP }) };
  };

  it('are created once a name', async () => {
    const { accounts } = open();
    await accounts.create(ZHANG);
    await expect(accounts.create({ ...ZHANG, displayName: '别人' })).rejects.toThrow(AccountExists);
  });

  it('are stored without the password', async () => {
    const { accounts, items } = open();
    await accounts.create(ZHANG);
    const page = await items.query('main', 'ACCOUNT');
    expect(page.items).toHaveLength(1);
    expect(JSON.stringify(page.items)).not.toContain(ZHANG.password);
  });

  it('answer an unknown name as they answer a wrong password', async () => {
    const { accounts } = open();
    await accounts.create(ZHANG);
    const errors = await Promise.all(
      [accounts.signIn('zhang', 'wrong'), accounts.signIn('nobody', 'wrong')].map((attempt) =>
        attempt.catch((error: Error) => error.message),
      ),
    );
    expect(errors[0]).toBe('the name or the password is wrong');
    expect(errors[1]).toBe(errors[0]);
  });

  it('wait after five wrong passwords, even for the right one, until 15 minutes have passed', async () => {
    const { accounts, clock } = open();
    await accounts.create(ZHANG);
    for (let n = 0; n < 5; n++) await expect(accounts.signIn('zhang', `guess ${n}`)).rejects.toThrow('wrong');
    await expect(accounts.signIn('zhang', ZHANG.password)).rejects.toMatchObject({
      code: 'too-many-attempts',
      headers: { 'retry-after': '900' },
    });
    clock.advanceTo(cn('2026-03-09 09:15'));
    expect((await accounts.signIn('zhang', ZHANG.password)).displayName).toBe('张主任');
  });

  it('count attempts that run at the same moment', async () => {
    const { accounts } = open();
    await accounts.create(ZHANG);
    const attempts = Array.from({ length: 20 }, (_, n) => accounts.signIn('zhang', `guess ${n}`));
    const codes = (await Promise.allSettled(attempts)).map((result) =>
      result.status === 'rejected' ? result.reason.code : 'in',
    );
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(15);
  });

  it('forget earlier slips once the right password came', async () => {
    const { accounts } = open();
    await accounts.create(ZHANG);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++) await expect(accounts.signIn('zhang', 'slip')).rejects.toThrow('wrong');
      await accounts.signIn('zhang', ZHANG.password);
    }
  });
});

describe('signing in', () => {
  it('gives a token that opens what the role may see, for eight hours', async () => {
    const { ask, accounts, goTo } = await createTestApi();
    await accounts.create(ZHANG);
    const { status, body } = await ask('POST /sign-in', { json: { name: 'zhang', password: ZHANG.password } });
    expect([status, body.role, body.name, body.expiresAt]).toEqual([200, 'office', '张主任', cn('2026-03-09 17:00')]);
    const as = { authorization: `Bearer ${body.token}` };
    expect((await ask('GET /campaigns', { as })).status).toBe(200);
    goTo('2026-03-09 17:00');
    expect((await ask('GET /campaigns', { as })).status).toBe(401);
  });

  it('answers 401 for a wrong password and 429 with the time to wait after five', async () => {
    const { ask, accounts } = await createTestApi();
    await accounts.create(ZHANG);
    const wrong = () => ask('POST /sign-in', { json: { name: 'zhang', password: 'no' } });
    for (let n = 0; n < 5; n++) expect((await wrong()).status).toBe(401);
    const { status, body, headers } = await wrong();
    expect([status, body.error, headers['retry-after']]).toEqual([429, 'too-many-attempts', '900']);
    expect(body.message).toContain('15 分钟后');
  });
});

describe('the office', () => {
  const LI = { name: 'li', displayName: '李检查员', role: 'inspector', password: 'long enough' } as const;

  it('lets people in, lists them without their passwords, and sets a password anew', async () => {
    const { ask } = await createTestApi();
    expect((await ask('POST /accounts', { as: 'office', json: LI })).status).toBe(201);
    const { password, ...shown } = LI;
    expect((await ask('GET /accounts', { as: 'office' })).body.items).toEqual([shown]);
    const json = { password: 'another long one' };
    expect((await ask('PUT /accounts/li/password', { as: 'office', json })).body).toEqual(shown);
    expect((await ask('POST /sign-in', { json: { name: 'li', password } })).status).toBe(401);
    expect((await ask('POST /sign-in', { json: { name: 'li', ...json } })).status).toBe(200);
    expect((await ask('PUT /accounts/nobody/password', { as: 'office', json })).status).toBe(404);
  });

  it('hears of a name that is taken, a short password, and a unit that is missing or too much', async () => {
    const { ask } = await createTestApi();
    const post = async (json: object) => (await ask('POST /accounts', { as: 'office', json })).status;
    await post(LI);
    expect(await post(LI)).toBe(409);
    expect(await post({ ...LI, name: 'wang', password: 'short' })).toBe(400);
    expect(await post({ ...LI, name: 'east', role: 'unit' })).toBe(422);
    expect(await post({ ...LI, name: 'east', unit: 'street-east' })).toBe(422);
    expect(await post({ ...LI, name: 'east', role: 'unit', unit: 'street-east' })).toBe(201);
  });
});
