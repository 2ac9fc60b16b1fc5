import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokenIssuer } from '../../../infra/local/tokens.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import type { Account } from '../../../shared/stores/account-book.ts';
import { cn } from '../../support/build-calendar.ts';
import { CHEAP } from '../../support/test-api.ts';

const clock = createVirtualClock(cn('2026-03-09 09:00'));
const account: Account = {
  ...{ name: 'li', displayName: '李检查员', role: 'inspector', createdAt: clock.now() },
  password: { salt: '', key: '', cost: CHEAP },
};

describe('the token issuer of the embedded stage', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes its key at the first start, readable by the owner alone, and leaves nothing beside it', () => {
    createTokenIssuer(folder, clock);
    expect(readdirSync(folder)).toEqual(['token-key.pem']);
    expect(statSync(join(folder, 'token-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('keeps believing its tokens after a restart', async () => {
    const { token } = await createTokenIssuer(folder, clock).issue(account);
    const { trust } = createTokenIssuer(folder, clock);
    const options = { issuer: trust.issuer, audience: trust.audience, algorithms: [trust.algorithm] };
    const { payload } = await jwtVerify(token, trust.key, { ...options, currentDate: new Date(clock.now()) });
    expect(payload).toMatchObject({ sub: 'li', name: '李检查员', role: 'inspector' });
  });
});
