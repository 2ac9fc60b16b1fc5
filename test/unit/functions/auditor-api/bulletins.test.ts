import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publishBulletin } from '../../../../functions/bulletin-publishing/publish-bulletin.ts';
import { computeRanking } from '../../../../functions/ranking/compute-ranking.ts';
import { createTestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

async function published() {
  const api = await createTestApi();
  await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E', 6) });
  api.goTo('2026-03-16 00:00');
  const window = { campaign: api.campaign, kind: 'weekly', key: '2026-W11' } as const;
  await computeRanking(window, api.services);
  await publishBulletin(window, api.services);
  return api;
}

describe('bulletins', () => {
  it('are listed with the hash of each file, and each file comes byte for byte', async () => {
    const { ask } = await published();
    const { body } = await ask('GET /campaigns/{c}/bulletins', { as: 'auditor' });
    const [{ kind, key, files }] = body.items;
    expect([kind, key]).toEqual(['weekly', '2026-W11']);
    for (const { name, mediaType, sha256 } of files) {
      const file = await ask(`GET /campaigns/{c}/bulletins/${kind}/${key}/${name}`, { as: 'auditor' });
      expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(sha256);
      expect(file.headers['content-type']).toBe(mediaType);
      expect(file.headers['content-disposition']).toContain(`weekly-2026-W11-${name}`);
    }
  });

  it('give out no other file of the archive', async () => {
    const { ask } = await published();
    for (const name of ['none.csv', '..%2F..%2Fphotos', 'manifest.json', '%2e%2e']) {
      const { status } = await ask(`GET /campaigns/{c}/bulletins/weekly/2026-W11/${name}`, { as: 'auditor' });
      expect([name, status]).toEqual([name, 404]);
    }
  });
});

describe('an address for a file of a bulletin', () => {
  const OFFER = 'GET /campaigns/{c}/bulletins/weekly/2026-W11/bulletin.html/offer';

  it('hands it out to whoever has it, byte for byte, for a minute', async () => {
    const { ask, clock } = await published();
    const { body } = await ask(OFFER, { as: 'auditor' });
    expect(body.expiresAt).toBe('2026-03-15T16:01:00.000Z');
    const direct = await ask('GET /campaigns/{c}/bulletins/weekly/2026-W11/bulletin.html', { as: 'auditor' });
    const file = await ask(`GET ${body.url}`);
    expect([file.status, file.bytes.equals(direct.bytes)]).toEqual([200, true]);
    expect(file.headers['content-disposition']).toContain('weekly-2026-W11-bulletin.html');
    clock.advanceTo(body.expiresAt);
    const late = await ask(`GET ${body.url}`);
    expect([late.status, late.body.error]).toEqual([410, 'link-expired']);
  });

  it('is void where anything in it was changed', async () => {
    const { ask } = await published();
    const { url } = (await ask(OFFER, { as: 'office' })).body;
    const [terms, signature] = url.slice('/downloads/'.length).split('.');
    const other = JSON.parse(Buffer.from(terms, 'base64url').toString());
    other.path = 'photos/x';
    const forged = Buffer.from(JSON.stringify(other)).toString('base64url');
    expect((await ask(`GET /downloads/${forged}.${signature}`)).status).toBe(404);
  });

  it('is for office and auditor, and for files that the manifest names', async () => {
    const { ask } = await published();
    for (const as of ['unit', 'inspector'] as const) expect((await ask(OFFER, { as })).status).toBe(403);
    expect((await ask(OFFER.replace('bulletin.html', 'manifest.json'), { as: 'auditor' })).status).toBe(404);
  });
});
