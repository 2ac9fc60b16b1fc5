import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../../functions/http/route.ts';
import { ACCESS_ROLES, type AccessRole } from '../../../../shared/domain/campaign/vocabulary.ts';
import { bearer, createTestApi, type TestApi } from '../../../support/test-api.ts';

/** What every endpoint allows, written down a second time: a new one fails here until somebody has decided who may. */
const MAY: Readonly<Record<string, 'public' | readonly AccessRole[]>> = {
  getHealth: 'public',
  getOpenApi: 'public',
  signIn: 'public',
  openLink: 'public',
  takeInInspection: ['office', 'inspector'],
  takeInInspections: ['office', 'inspector'],
  getInspection: ['office', 'inspector', 'auditor'],
  uploadPhoto: ['office', 'inspector', 'unit'],
  inviteUpload: ['office', 'inspector', 'unit'],
  receiveUpload: 'public',
  getPhoto: ['office', 'inspector', 'auditor'],
  listMyTasks: ['unit'],
  fileMyTask: ['unit'],
  getMyProblem: ['unit'],
  getMyPhoto: ['unit'],
  acknowledgeMine: ['unit'],
  returnMine: ['unit'],
  completeStageMine: ['unit'],
  fileRectificationMine: ['unit'],
  requestExtensionMine: ['unit'],
  appealMine: ['unit'],
  createCampaign: ['office'],
  reviseCampaign: ['office'],
  setCampaignStatus: ['office'],
  commandProblem: ['office'],
  verifyProblem: ['office', 'inspector'],
  previewRebase: ['office', 'auditor'],
  rebaseDeadlines: ['office'],
  settleMessage: ['office'],
  listCampaigns: ['office', 'inspector', 'unit', 'auditor'],
  getCampaign: ['office', 'inspector', 'auditor'],
  getAgenda: ['office', 'inspector', 'unit', 'auditor'],
  getCountdown: ['office', 'inspector', 'unit', 'auditor'],
  listProblems: ['office', 'inspector', 'auditor'],
  getProblem: ['office', 'inspector', 'auditor'],
  listAccounts: ['office'],
  createAccount: ['office'],
  setPassword: ['office'],
  listRankings: ['office', 'auditor'],
  getRanking: ['office', 'auditor'],
  getRankingCases: ['office', 'auditor'],
  listProposals: ['office', 'auditor'],
  decideProposal: ['office'],
  decideAppeal: ['office'],
  listBulletins: ['office', 'auditor'],
  getBulletinFile: ['office', 'auditor'],
  offerBulletinFile: ['office', 'auditor'],
  handOutDownload: 'public',
  getOutbox: ['office', 'auditor'],
  listMessages: ['office', 'auditor'],
  listEscalations: ['office', 'auditor'],
};

const requestOf = (route: Route, { campaign }: TestApi): string =>
  `${route.method} ${route.path.replace('{campaign}', campaign).replace(/\{\w+\}/g, 'x-1')}`;

describe('access', () => {
  it('is decided for every endpoint', async () => {
    const { routes } = await createTestApi();
    expect(routes.map((route) => route.operationId).sort()).toEqual(Object.keys(MAY).sort());
  });

  it.each(ACCESS_ROLES)('of the role “%s” is what the table says, on every endpoint', async (role) => {
    const api = await createTestApi();
    for (const route of api.routes) {
      const may = MAY[route.operationId] ?? [];
      const { status } = await api.ask(requestOf(route, api), { as: role });
      if (may === 'public' || may.includes(role))
        expect([route.operationId, status]).not.toEqual([route.operationId, 403]);
      else expect([route.operationId, status]).toEqual([route.operationId, 403]);
    }
  });

  it('of nobody is refused by 401 on every endpoint that is not public', async () => {
    const api = await createTestApi();
    for (const route of api.routes.filter(({ operationId }) => MAY[operationId] !== 'public')) {
      const { status, headers } = await api.ask(requestOf(route, api));
      expect([route.operationId, status, headers['www-authenticate']]).toEqual([route.operationId, 401, 'Bearer']);
    }
  });

  it('changes nothing for an auditor: every endpoint of theirs is a GET', async () => {
    const { routes } = await createTestApi();
    const changing = routes.filter(
      ({ access, method }) => access !== 'public' && access.includes('auditor') && method !== 'GET',
    );
    expect(changing).toEqual([]);
  });

  it('to another campaign than one’s own reads as if there were none', async () => {
    const { ask, issuer } = await createTestApi();
    const elsewhere = { authorization: await bearer(issuer, 'office', { campaigns: ['another'] }) };
    const { status, body } = await ask('GET /campaigns/{c}', { as: elsewhere });
    const missing = await ask('GET /campaigns/nowhere', { as: 'office' });
    expect([status, body.error]).toEqual([404, 'not-found']);
    expect(missing.status).toBe(404);
    expect((await ask('GET /campaigns', { as: elsewhere })).body.items).toEqual([]);
  });
});

describe('a token', () => {
  const payload = { name: '张', role: 'office' };
  const mint = (
    key: Parameters<SignJWT['sign']>[0],
    alg: string,
    { iss = 'hundred-days-local', claims = payload as object } = {},
  ) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg })
      .setIssuer(iss)
      .setAudience('hundred-days')
      .setSubject('zhang')
      .setExpirationTime(4e9)
      .sign(key);
  const status = async (api: TestApi, authorization: string) =>
    (await api.ask('GET /campaigns', { as: { authorization } })).status;

  it('signed by another key is refused', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(await status(await createTestApi(), `Bearer ${await mint(privateKey, 'EdDSA')}`)).toBe(401);
  });

  it('of another algorithm is refused, and so is an unsigned one', async () => {
    const api = await createTestApi();
    expect(await status(api, `Bearer ${await mint(new Uint8Array(32), 'HS256')}`)).toBe(401);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { ...payload, iss: 'hundred-days-local', aud: 'hundred-days', sub: 'zhang', exp: 4e9 };
    expect(await status(api, `Bearer ${part({ alg: 'none' })}.${part(claims)}.`)).toBe(401);
  });

  it('that was tampered with, cut short or of an unknown scheme is refused', async () => {
    const api = await createTestApi();
    const good = await bearer(api.issuer, 'auditor');
    expect(await status(api, good)).toBe(200);
    const [header, body = '', signature] = good.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'office' })).toString('base64url');
    expect(await status(api, [header, forged, signature].join('.'))).toBe(401);
    expect(await status(api, good.slice(0, -5))).toBe(401);
    expect(await status(api, 'Bearer x')).toBe(401);
    expect(await status(api, 'Basic eDp5')).toBe(401);
    expect(await status(api, 'Bearer')).toBe(401);
  });

  it('of a unit that names no unit is refused', async () => {
    const api = await createTestApi();
    expect(await status(api, await bearer(api.issuer, 'unit', { unit: undefined }))).toBe(401);
  });

  it('lasts by the stage’s clock', async () => {
    const api = await createTestApi();
    const token = await bearer(api.issuer, 'office');
    api.goTo('2026-03-09 16:59');
    expect(await status(api, token)).toBe(200);
    api.goTo('2026-03-09 17:01');
    expect(await status(api, token)).toBe(401);
  });
});
