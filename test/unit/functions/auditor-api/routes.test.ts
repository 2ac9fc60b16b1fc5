import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import type { History } from '../../../../shared/domain/problem/history.ts';
import { ALL_SHARDS } from '../../../../shared/stores/keys.ts';
import { createTestApi, type TestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

async function withProblems(count: number): Promise<TestApi> {
  const api = await createTestApi();
  const east = buildInspection('E', count);
  const west = buildInspection('W', 1, { unit: 'street-west' });
  for (const json of [east, west]) await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json });
  return api;
}

/** The ids of every page, in order. */
async function walk({ ask }: TestApi, query: string): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const next: string = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const { status, body } = await ask(`GET /campaigns/{c}/problems?${query}${next}`, { as: 'auditor' });
    expect(status).toBe(200);
    pages.push(body.items.map((item: { id: string }) => item.id));
    after = body.next;
  } while (after !== undefined);
  return pages;
}

describe('the list of problems', () => {
  it('holds every problem once over its pages, each but the last one full', async () => {
    const pages = await walk(await withProblems(24), 'limit=7');
    expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 4]);
    expect(new Set(pages.flat()).size).toBe(25);
  });

  it('fills its pages although a filter leaves most problems out', async () => {
    const api = await withProblems(24);
    for (const id of ['E-3', 'E-8', 'E-20']) {
      await api.ask(`POST /campaigns/{c}/my/problems/${id}/acknowledge`, { as: 'unit' });
      await api.ask(`POST /campaigns/{c}/my/problems/${id}/rectification`, { as: 'unit', json: { note: '已清理' } });
    }
    const pages = await walk(api, 'status=rectified&limit=2');
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat().sort()).toEqual(['E-20', 'E-3', 'E-8']);
    expect(await walk(api, 'unit=street-west')).toEqual([['W-1']]);
  });

  it('has no further page behind one that ends with the last problem', async () => {
    expect((await walk(await withProblems(3), 'limit=4')).map((page) => page.length)).toEqual([4]);
  });

  it('narrows to what is overdue, or due before a moment', async () => {
    const api = await withProblems(1);
    const [{ body }] = [await api.ask('GET /campaigns/{c}/problems/E-1', { as: 'office' })];
    expect(await walk(api, 'overdue=true')).toEqual([[]]);
    expect(await walk(api, `dueBefore=${body.dueAt}`)).toEqual([[]]);
    expect((await walk(api, 'dueBefore=2026-03-31T00:00:00%2B08:00')).flat()).toHaveLength(2);
    api.goTo('2026-03-20 09:00');
    expect((await walk(api, 'overdue=true')).flat()).toHaveLength(2);
    await api.ask('POST /campaigns/{c}/my/problems/E-1/rectification', { as: 'unit', json: { note: '已清理' } });
    api.goTo('2026-03-27 09:00');
    expect((await walk(api, 'overdue=true&status=rectified')).flat()).toEqual(['E-1']);
  });

  it('leaves a parked problem out of the overdue ones: its clock stands still', async () => {
    const api = await withProblems(1);
    const json = { type: 'park', until: '2026-06-01T00:00:00Z', reason: '汛期' };
    await api.ask('POST /campaigns/{c}/problems/E-1/commands', { as: 'office', json });
    api.goTo('2026-04-20 09:00');
    expect((await walk(api, 'overdue=true')).flat()).toEqual(['W-1']);
  });
});

describe('one problem', () => {
  it('comes with its history, an intact hash chain, and the count that led to its due date', async () => {
    const { ask } = await withProblems(1);
    const { body } = await ask('GET /campaigns/{c}/problems/E-1', { as: 'auditor' });
    expect(body.history.events.map((event: { type: string }) => event.type)).toEqual([
      'ProblemRecorded',
      'ProblemDispatched',
    ]);
    expect(body.history).toMatchObject({ intact: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(body.explanation.text).toContain('截止时间：2026-03-12');
  });

  it('says so when somebody changed its history in the store', async () => {
    const { ask, services, campaign } = await withProblems(1);
    for (const shard of ALL_SHARDS) {
      const { items } = await services.items.query<History>('main', `PROBLEM#${campaign}#${shard}`);
      const item = items.find(({ sk }) => sk === 'E-1');
      if (!item) continue;
      const events = item.body.events.map((event) => ({ ...event, by: 'inspector:somebody-else' }));
      const put = { ...item, body: { ...item.body, events } };
      await services.items.transact([{ put, when: { version: item.version } }]);
    }
    const { body } = await ask('GET /campaigns/{c}/problems/E-1', { as: 'auditor' });
    expect(body.history.intact).toBe(false);
  });

  it('tells what moved its due date since', async () => {
    const { ask } = await withProblems(1);
    const until = '2026-03-20T09:30:00.000Z';
    await ask('POST /campaigns/{c}/my/problems/E-1/extension', { as: 'unit', json: { until, reason: '需采购' } });
    const json = { type: 'approveExtension' };
    await ask('POST /campaigns/{c}/problems/E-1/commands', { as: 'office', json });
    const { body } = await ask('GET /campaigns/{c}/problems/E-1', { as: 'auditor' });
    expect([body.dueAt, body.extensions]).toEqual([until, 1]);
    expect(body.explanation).toMatchObject({ rule: 'ordinary', moves: [{ type: 'ExtensionApproved', dueAt: until }] });
  });

  it('in the pool has no due date to explain', async () => {
    const { ask } = await createTestApi();
    const inspection = buildInspection('P');
    const json = { ...inspection, findings: inspection.findings.map((finding) => ({ ...finding, pool: true })) };
    await ask('POST /campaigns/{c}/inspections', { as: 'inspector', json });
    const { body } = await ask('GET /campaigns/{c}/problems/P-1', { as: 'office' });
    expect([body.status, body.unit, body.explanation]).toEqual(['recorded', undefined, undefined]);
  });
});

describe('agenda and countdown', () => {
  it('show what comes and what came of it', async () => {
    const { ask, services, campaign } = await createTestApi();
    const done = { entry: 'phase-opens:publicity', at: '2026-03-01T16:00:00.000Z', result: { opened: true } };
    await services.items.transact([services.progress.markDone(campaign, done)]);
    const { body } = await ask('GET /campaigns/{c}/agenda', { as: 'unit' });
    expect(body.entries[0]).toMatchObject({ id: done.entry, doneAt: done.at, result: { opened: true } });
    const countdown = await ask('GET /campaigns/{c}/countdown', { as: 'unit' });
    expect(countdown.body).toMatchObject({
      state: 'running',
      phase: 'publicity',
      day: 8,
      days: 100,
      next: { day: '2026-03-11' },
    });
  });
});

describe('the escalations', () => {
  it('are listed page by page as they were decided, without phone numbers', async () => {
    const api = await withProblems(3);
    api.goTo('2026-03-20 09:00');
    await sweep({ campaign: api.campaign }, api.services);
    const first = await api.ask('GET /campaigns/{c}/escalations?rung=remind&limit=3', { as: 'auditor' });
    expect(first.body.items).toHaveLength(3);
    const rest = await api.ask(`GET /campaigns/{c}/escalations?rung=remind&after=${first.body.next}`, {
      as: 'auditor',
    });
    expect(rest.body.items).toHaveLength(1);
    expect(JSON.stringify([first.body, rest.body])).not.toMatch(/1\d{10}/);
  });

  it('are dropped, with the reason, once their campaign has ended before they were told', async () => {
    const api = await withProblems(3);
    api.goTo('2026-03-20 09:00');
    await sweep({ campaign: api.campaign }, api.services);
    const listed = async (state: string) =>
      (await api.ask(`GET /campaigns/{c}/escalations?state=${state}`, { as: 'auditor' })).body.items;
    const pending = await listed('pending');
    expect(pending.length).toBeGreaterThan(0);
    await api.ask('POST /campaigns/{c}/status', { as: 'office', json: { status: 'ended' } });
    expect(await listed('pending')).toEqual([]);
    const dropped = pending.map((entry: object) => ({ ...entry, state: 'dropped', reason: 'campaign ended' }));
    expect(await listed('dropped')).toEqual(dropped);
  });
});
