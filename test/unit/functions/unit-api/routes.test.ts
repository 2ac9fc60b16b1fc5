import { describe, expect, it } from 'vitest';
import { derivePhoto } from '../../../../functions/photo-intake/derive-photo.ts';
import { takeInPhoto } from '../../../../functions/photo-intake/take-in-photo.ts';
import { linkToken, tokenHash } from '../../../../shared/stores/link-token.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { buildMessage } from '../../../support/build-message.ts';
import { buildJpeg, plain, sizeOf } from '../../../support/photos.ts';
import { bearer, createTestApi, type TestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

const MY = '/campaigns/{c}/my';

/** An API in which street-east has two problems and street-west one. */
async function withProblems(): Promise<TestApi> {
  const api = await createTestApi();
  await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E', 2) });
  const west = buildInspection('W', 1, { unit: 'street-west' });
  await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: west });
  return api;
}

const COMMANDS = ['acknowledge', 'return', 'stage', 'rectification', 'extension', 'appeal'];
const BODIES: Readonly<Record<string, object>> = {
  return: { reason: '不属于本单位' },
  stage: { stage: '围护' },
  rectification: { note: '已清理' },
  extension: { until: '2026-04-01T00:00:00Z', reason: '需要施工' },
  appeal: { reason: '当日停电' },
};

describe('a unit', () => {
  it('hears to leave out what an order takes no words for', async () => {
    const { ask } = await withProblems();
    const { status, body } = await ask(`POST ${MY}/problems/E-1/acknowledge`, { as: 'unit', json: { note: '收到' } });
    expect([status, body.details[0].message]).toEqual([400, '没有“note”这一项，这里不用写任何内容']);
  });

  it('sees its own problems and nothing of others', async () => {
    const { ask } = await withProblems();
    const { body } = await ask(`GET ${MY}/tasks`, { as: 'unit' });
    expect(body.unit).toEqual({ id: 'street-east', name: '城东街道' });
    expect(body.problems.map((problem: { id: string }) => problem.id).sort()).toEqual(['E-1', 'E-2']);
    expect((await ask(`GET ${MY}/problems/E-1`, { as: 'unit' })).body.status).toBe('dispatched');
  });

  it('reads what it has to do page by page, and misses nothing when a problem is closed in between', async () => {
    const { ask } = await withProblems();
    await ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('F', 3) });
    const page = async (query: string) => (await ask(`GET ${MY}/tasks?limit=2${query}`, { as: 'unit' })).body;
    const ids = ({ problems }: { problems: Array<{ id: string }> }) => problems.map(({ id }) => id);
    const first = await page('');
    expect(ids(first)).toEqual(['E-1', 'E-2']);
    await ask(`POST ${MY}/problems/E-2/rectification`, { as: 'unit', json: { note: '已清理' } });
    await ask('POST /campaigns/{c}/problems/E-2/verification', { as: 'inspector', json: { pass: true } });
    const second = await page(`&after=${encodeURIComponent(first.next)}`);
    expect([ids(second), second.tasks]).toEqual([['F-1', 'F-2'], first.tasks]);
    const third = await page(`&after=${encodeURIComponent(second.next)}`);
    expect([ids(third), third.next]).toEqual([['F-3'], undefined]);
  });

  it('gets the same 404 for another unit’s problem as for one that does not exist', async () => {
    const { ask } = await withProblems();
    const other = await ask(`GET ${MY}/problems/W-1`, { as: 'unit' });
    const none = await ask(`GET ${MY}/problems/X-1`, { as: 'unit' });
    expect([other.status, other.body]).toEqual([404, none.body]);
  });

  it.each(COMMANDS)('can’t %s another unit’s problem: 404, and nothing changes', async (word) => {
    const { ask } = await withProblems();
    const before = (await ask('GET /campaigns/{c}/problems/W-1', { as: 'auditor' })).body.history.head;
    const { status } = await ask(`POST ${MY}/problems/W-1/${word}`, { as: 'unit', json: BODIES[word] ?? {} });
    expect(status).toBe(404);
    expect((await ask('GET /campaigns/{c}/problems/W-1', { as: 'auditor' })).body.history.head).toBe(before);
  });

  it('loses sight of a problem that was given to another unit', async () => {
    const { ask } = await withProblems();
    await ask(`POST ${MY}/problems/E-1/return`, { as: 'unit', json: BODIES.return });
    const json = { type: 'reassign', unit: 'street-west', reason: '属城西街道' };
    expect((await ask('POST /campaigns/{c}/problems/E-1/commands', { as: 'office', json })).status).toBe(200);
    expect((await ask(`GET ${MY}/problems/E-1`, { as: 'unit' })).status).toBe(404);
  });

  it('acknowledges, asks for an extension and files, and hears why a second time is too many', async () => {
    const { ask } = await withProblems();
    expect((await ask(`POST ${MY}/problems/E-1/acknowledge`, { as: 'unit' })).body.acknowledgedAt).toBeDefined();
    // Sent twice in a row is sent once.
    expect((await ask(`POST ${MY}/problems/E-1/acknowledge`, { as: 'unit' })).status).toBe(200);
    const asked = await ask(`POST ${MY}/problems/E-1/extension`, { as: 'unit', json: BODIES.extension });
    expect(asked.body.extensionRequest).toEqual({ until: '2026-04-01T00:00:00.000Z', reason: '需要施工' });
    const again = await ask(`POST ${MY}/problems/E-1/acknowledge`, { as: 'unit' });
    expect([again.status, again.body.error]).toEqual([409, 'already-acknowledged']);
    const filed = await ask(`POST ${MY}/problems/E-1/rectification`, { as: 'unit', json: BODIES.rectification });
    expect(filed.body).toMatchObject({ status: 'rectified', filed: { note: '已清理' } });
  });

  it('is told to write a reason where it returns a problem without one', async () => {
    const { ask } = await withProblems();
    const { status, body } = await ask(`POST ${MY}/problems/E-1/return`, { as: 'unit', json: { reason: '  ' } });
    expect([status, body.details[0]]).toMatchObject([400, { path: 'reason' }]);
  });

  it('can only name photos it has uploaded', async () => {
    const { ask, archive } = await withProblems();
    const sha256 = 'a'.repeat(64);
    const json = { note: '已清理', photos: [{ path: `photos/${sha256}.jpg`, sha256 }] };
    const { status, body } = await ask(`POST ${MY}/problems/E-1/rectification`, { as: 'unit', json });
    expect([status, body.details[0].path]).toEqual([422, 'photos[0]']);
    const raw = buildJpeg(plain(16, 16));
    const uploaded = await ask('PUT /campaigns/{c}/photos', { as: 'unit', raw, type: 'image/jpeg' });
    const good = { note: '已清理', photos: [uploaded.body] };
    expect((await ask(`POST ${MY}/problems/E-1/rectification`, { as: 'unit', json: good })).status).toBe(200);
    const photo = `photos/${uploaded.body.sha256}`;
    expect((await ask(`GET ${MY}/problems/E-1/${photo}`, { as: 'unit' })).status).toBe(409);
    await takeInPhoto(uploaded.body.path, { archive, derive: derivePhoto });
    expect(sizeOf((await ask(`GET ${MY}/problems/E-1/${photo}`, { as: 'unit' })).bytes)).toEqual([16, 16]);
    expect((await ask(`GET ${MY}/problems/E-1/${photo}?size=original`, { as: 'unit' })).status).toBe(403);
    expect((await ask(`GET ${MY}/problems/E-2/${photo}`, { as: 'unit' })).status).toBe(404);
  });

  it('reads how its due date was computed', async () => {
    const { ask } = await withProblems();
    const { body } = await ask(`GET ${MY}/problems/E-1`, { as: 'unit' });
    expect(body.explanation).toMatchObject({ rule: 'ordinary', moves: [] });
    expect(body.explanation.text).toContain('2026-03-12');
    expect(body.explanation.textEn).toContain('From 2026-03-09 Mon 09:00');
  });

  it('that takes no part in a campaign finds none', async () => {
    const { ask, issuer } = await withProblems();
    const as = { authorization: await bearer(issuer, 'unit', { unit: 'street-south' }) };
    expect((await ask(`GET ${MY}/tasks`, { as })).status).toBe(404);
  });
});

describe('the tasks of a unit', () => {
  const tasks = [
    { id: 'letter', name: '签订责任状', kind: 'letter', due: '2026-03-05' },
    { id: 'weekly', name: '周报', kind: 'report', due: '2026-03-06', every: 'week' },
    { id: 'survey', name: '摸底', kind: 'survey', due: '2026-03-10', units: ['street-west'] },
  ] as const;
  const open = () =>
    createTestApi(
      buildCampaign({
        phases: [
          {
            phase: 'publicity',
            starts: '2026-03-02',
            ends: '2026-03-20',
            tasks: [...tasks].map((task) => ({ ...task })) as never,
          },
          { phase: 'attack', starts: '2026-03-21', ends: '2026-05-25' },
          { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
        ],
      }),
    );

  it('are those it owes, one for each date, late ones marked', async () => {
    const { ask } = await open();
    const { body } = await ask(`GET ${MY}/tasks`, { as: 'unit' });
    expect(body.tasks.map((task: { id: string; late: boolean }) => [task.id, task.late])).toEqual([
      ['letter', true],
      ['weekly~1', true],
      ['weekly~2', false],
      ['weekly~3', false],
    ]);
  });

  it('are filed once; filing again keeps the first time', async () => {
    const { ask, goTo } = await open();
    const first = await ask(`POST ${MY}/tasks/weekly~2`, { as: 'unit', json: { note: '本周情况' } });
    expect(first.body).toMatchObject({ id: 'weekly~2', late: false, filedAt: '2026-03-09T01:00:00.000Z' });
    goTo('2026-03-10 09:00');
    const again = await ask(`POST ${MY}/tasks/weekly~2`, { as: 'unit', json: {} });
    expect(again.body).toEqual(first.body);
  });

  it('of another unit can’t be filed', async () => {
    const { ask } = await open();
    expect((await ask(`POST ${MY}/tasks/survey`, { as: 'unit' })).status).toBe(404);
    expect((await ask(`POST ${MY}/tasks/nothing`, { as: 'unit' })).status).toBe(404);
  });
});

describe('the link of an SMS', () => {
  const TOKEN = linkToken('AbCdEfGhIjKlMnOpQrStUv', 'hundred-days-2026');
  const as = { authorization: `Link ${TOKEN}` };
  const withLink = async () => {
    const api = await withProblems();
    const link = { campaign: api.campaign, unit: 'street-east', expiresAt: '2026-03-16T01:00:00.000Z' };
    await api.services.items.transact([api.services.outbox.claim(buildMessage({ id: tokenHash(TOKEN), ...link }))]);
    return { api, link };
  };

  it('tells whose it is and opens that unit’s tasks', async () => {
    const { api, link } = await withLink();
    expect((await api.ask(`GET /t/${TOKEN}`)).body).toEqual(link);
    expect((await api.ask(`GET ${MY}/tasks`, { as })).body.problems).toHaveLength(2);
    const { body } = await api.ask(`POST ${MY}/problems/E-1/acknowledge`, { as });
    expect(body.acknowledgedAt).toBeDefined();
  });

  it('opens no other unit’s problem, no other campaign and no other role’s endpoint', async () => {
    const { api } = await withLink();
    expect((await api.ask(`GET ${MY}/problems/W-1`, { as })).status).toBe(404);
    expect((await api.ask('GET /campaigns/other/my/tasks', { as })).status).toBe(404);
    expect((await api.ask('GET /campaigns/{c}/problems', { as })).status).toBe(403);
  });

  it('answers 410 with what to do once it has expired', async () => {
    const { api } = await withLink();
    api.goTo('2026-03-16 09:00');
    for (const answer of [await api.ask(`GET ${MY}/tasks`, { as }), await api.ask(`GET /t/${TOKEN}`)]) {
      expect([answer.status, answer.body.error]).toEqual([410, 'link-expired']);
      expect(answer.body.message).toContain('最新短信中的链接');
    }
  });

  it('that nobody sent is refused', async () => {
    const { api } = await withLink();
    expect((await api.ask('GET /t/zzzzzzzzzzzzzzzzzzzzzz')).status).toBe(401);
    expect((await api.ask(`GET ${MY}/tasks`, { as: { authorization: 'Link zzzzzzzzzzzzzzzzzzzzzz' } })).status).toBe(
      401,
    );
  });
});
