import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../../functions/http/authenticate.ts';
import { type Account, claimsOf } from '../../../../functions/token-claims/claims.ts';
import { issueToken } from '../../../../functions/token-claims/issue-token.ts';
import { openTestStage } from '../../../support/test-stage.ts';

const account = (part: Partial<Account>): Account => ({
  account: 'li-jian',
  name: '李检',
  groups: ['inspector'],
  ...part,
});

const event = (userAttributes: Record<string, string>, groups: string[]) =>
  ({
    userName: 'li-jian',
    triggerSource: 'TokenGeneration_Authentication',
    request: { userAttributes, groupConfiguration: { groupsToOverride: groups } },
  }) as unknown as PreTokenGenerationV2TriggerEvent;

const issue = (asked: PreTokenGenerationV2TriggerEvent, lines: unknown[] = []) => {
  const note = (message: string, fields: object) => void lines.push({ message, ...fields });
  return issueToken(asked, { awsRequestId: 'R1' }, { info: note, error: note });
};

const added = (asked: PreTokenGenerationV2TriggerEvent): object | undefined =>
  issue(asked).response.claimsAndScopeOverrideDetails?.idTokenGeneration?.claimsToAddOrOverride;

describe('the claims of a token', () => {
  it('are role and name for staff, and the unit too for a unit', () => {
    expect(claimsOf(account({}))).toEqual({ account: 'li-jian', name: '李检', role: 'inspector' });
    expect(claimsOf(account({ groups: ['unit'], unit: 'street-east' }))).toEqual({
      account: 'li-jian',
      name: '李检',
      role: 'unit',
      unit: 'street-east',
    });
  });
  it('name no unit for whoever is none, whatever the account says', () => {
    expect(claimsOf(account({ groups: ['office'], unit: 'street-east' }))).toEqual({
      account: 'li-jian',
      name: '李检',
      role: 'office',
    });
  });
  it('list the campaigns that an account is limited to', () => {
    expect(claimsOf(account({ campaigns: 'yunling-2027, 创文:二期' })).campaigns).toEqual([
      'yunling-2027',
      '创文:二期',
    ]);
  });
  it.each([
    ['no group', { groups: [] }, 'none of the groups'],
    ['a group that is no role', { groups: ['admins'] }, 'none of the groups'],
    ['two roles', { groups: ['office', 'auditor'] }, 'office and auditor'],
    ['no unit in the group unit', { groups: ['unit'] }, 'custom:unit'],
    ['a list of campaigns with a hole', { campaigns: 'a,,b' }, 'holds ""'],
  ])('are refused to an account with %s', (_, part, message) => {
    expect(() => claimsOf(account(part))).toThrow(message);
  });
  it('come from the directory as it tells them, and fall back on the sign-in name', () => {
    expect(added(event({ name: '东街', 'custom:unit': 'street-east' }, ['unit']))).toEqual({
      account: 'li-jian',
      name: '东街',
      role: 'unit',
      unit: 'street-east',
    });
    expect(added(event({}, ['auditor']))).toEqual({ account: 'li-jian', name: 'li-jian', role: 'auditor' });
  });
  it('are those that every function reads, and name the account in histories', async () => {
    const { services, clock } = await openTestStage();
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const authenticate = createAuthenticate({
      issuer: 'pool',
      audience: 'client',
      algorithm: 'RS256',
      key: async () => publicKey,
    });
    const claims = added(event({ name: '东街', 'custom:unit': 'street-east', 'custom:campaigns': 'c-1' }, ['unit']));
    const now = Math.floor(Date.parse(clock.now()) / 1000);
    const token = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer('pool')
      .setAudience('client')
      .setSubject('sub-1')
      .setExpirationTime(now + 60)
      .sign(privateKey);
    const known = { clock, links: services.links };
    expect(await authenticate(`Bearer ${token}`, known)).toEqual({
      id: 'li-jian',
      name: '东街',
      role: 'unit',
      unit: 'street-east',
      campaigns: ['c-1'],
    });
  });
});

describe('the line of a token', () => {
  const lineOf = (attributes: Record<string, string>, groups: string[]) => {
    const lines: unknown[] = [];
    issue(
      event({ name: '李检', email: 'li@example.org', phone_number: '+8613800000096', ...attributes }, groups),
      lines,
    );
    return lines;
  };
  const known = { requestId: 'R1', caller: 'li-jian', trigger: 'TokenGeneration_Authentication' };

  it('says who was let in, as what and on what occasion, and neither name, number nor address', () => {
    expect(lineOf({ 'custom:unit': 'street-east', 'custom:campaigns': 'a, b' }, ['unit'])).toEqual([
      { message: 'token issued', ...known, role: 'unit', unit: 'street-east', campaigns: 2 },
    ]);
    expect(lineOf({}, ['office'])).toEqual([
      { message: 'token issued', ...known, role: 'office', unit: undefined, campaigns: 'all' },
    ]);
  });
  it('says why there was none', () => {
    const lines: unknown[] = [];
    expect(() => issue(event({}, []), lines)).toThrow('none of the groups');
    expect(lines).toEqual([
      { message: 'no token issued', ...known, cause: expect.stringContaining('none of the groups') },
    ]);
  });
});
