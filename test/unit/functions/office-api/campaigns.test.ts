import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaignInput } from '../../../support/build-campaign.ts';
import { createTestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

/** Starts after the tests' Monday, 9 March 2026. */
const later = (overrides: Partial<CampaignInput> = {}): CampaignInput =>
  buildCampaignInput({
    id: 'autumn',
    phases: [
      { phase: 'publicity', starts: '2026-09-01', ends: '2026-09-10' },
      { phase: 'attack', starts: '2026-09-11', ends: '2026-11-20' },
      { phase: 'consolidation', starts: '2026-11-21', ends: '2026-12-09' },
    ],
    ...overrides,
  });

const yaml = (input: object) => ({ as: 'office', raw: stringify(input), type: 'application/yaml' }) as const;
const json = (input: object) => ({ as: 'office', json: input }) as const;

describe('a campaign', () => {
  it('is started from YAML or JSON, listed, and shown with its phone numbers masked', async () => {
    const { ask } = await createTestApi();
    expect((await ask('POST /campaigns', yaml(later()))).status).toBe(201);
    expect((await ask('POST /campaigns', json(later({ id: 'winter' })))).body).toMatchObject({
      id: 'winter',
      revision: 1,
    });
    const { body } = await ask('GET /campaigns', { as: 'office' });
    expect(body.items.map((head: { id: string }) => head.id)).toEqual(['autumn', 'hundred-days-2026', 'winter']);
    const shown = JSON.stringify((await ask('GET /campaigns/autumn', { as: 'auditor' })).body);
    expect(shown).toContain('138****0101');
    expect(shown).not.toMatch(/1\d{10}/);
  });

  it('with mistakes is refused with every one of them, its path and its line', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask('POST /campaigns', yaml({ ...later({ issuer: '' }), zone: 'x' }));
    expect([status, body.error]).toEqual([422, 'invalid-campaign']);
    expect(body.details.map((detail: { path: string }) => detail.path).sort()).toEqual(['issuer', 'zone']);
    expect(body.details[0].line).toBeGreaterThan(0);
  });

  it('that is no YAML at all is refused by line and column', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask('POST /campaigns', { as: 'office', raw: 'id: [1', type: 'text/yaml' });
    expect([status, body.details[0].line]).toEqual([422, 1]);
  });

  it('whose dates lie in the past can’t be started', async () => {
    const { ask } = await createTestApi();
    const { status } = await ask('POST /campaigns', yaml(buildCampaignInput({ id: 'too-late' })));
    expect(status).toBe(422);
  });

  it('sent again is the one that was started, and no other', async () => {
    const { ask } = await createTestApi();
    const first = await ask('POST /campaigns', yaml(later()));
    const again = await ask('POST /campaigns', json(later()));
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('can’t take an id that is taken', async () => {
    const { ask } = await createTestApi();
    await ask('POST /campaigns', yaml(later()));
    const { status, body } = await ask('POST /campaigns', yaml(later({ issuer: '另一办公室' })));
    expect([status, body.error]).toEqual([409, 'not-acceptable-now']);
    expect(body.messageEn).toContain('there is a campaign "autumn" already');
  });
});

describe('a revision', () => {
  const PUT = 'PUT /campaigns/{c}';
  const shorter = buildCampaignInput({ deadlines: [{ id: 'ordinary', within: '1 workingDays' }] });

  it('moves no running deadline until a named official re-bases it after a preview', async () => {
    const { ask } = await createTestApi();
    await ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E', 2) });
    const before = (await ask('GET /campaigns/{c}/problems/E-1', { as: 'office' })).body;
    expect((await ask('GET /campaigns/{c}/rebase-preview', { as: 'office' })).body.items).toEqual([]);
    expect((await ask(PUT, yaml(shorter))).body.revision).toBe(2);

    const after = (await ask('GET /campaigns/{c}/problems/E-1', { as: 'office' })).body;
    expect([after.dueAt, after.explanation.text]).toEqual([before.dueAt, before.explanation.text]);

    const preview = await ask('GET /campaigns/{c}/rebase-preview', { as: 'office' });
    expect(preview.body.items).toMatchObject([
      { id: 'E-1', from: before.dueAt, to: '2026-03-10T09:30:00.000Z' },
      { id: 'E-2', from: before.dueAt, to: '2026-03-10T09:30:00.000Z' },
    ]);
    const moves = [
      { id: 'E-1', to: preview.body.items[0].to },
      { id: 'X-9', to: preview.body.items[0].to },
    ];
    const done = await ask('POST /campaigns/{c}/rebase', json({ moves, reason: '市里要求提前' }));
    expect(done.body).toMatchObject({
      by: 'office:office-1',
      results: [
        { id: 'E-1', moved: true },
        { id: 'X-9', moved: false, error: 'unknown-problem' },
      ],
    });
    const moved = (await ask('GET /campaigns/{c}/problems/E-1', { as: 'auditor' })).body;
    expect(moved.dueAt).toBe('2026-03-10T09:30:00.000Z');
    expect(moved.explanation.moves).toMatchObject([
      { type: 'DeadlineRebased', by: 'office:office-1', reason: '市里要求提前' },
    ]);
    const left = (await ask('GET /campaigns/{c}/rebase-preview', { as: 'office' })).body.items;
    expect(left.map((move: { id: string }) => move.id)).toEqual(['E-2']);
  });

  it('can’t drop a unit that still has open problems', async () => {
    const { ask } = await createTestApi();
    await ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E') });
    const input = buildCampaignInput();
    const dropped = (id: string) => yaml({ ...input, units: input.units.filter((unit) => unit.id !== id) });
    const { status, body } = await ask(PUT, dropped('street-east'));
    expect([status, body.details]).toMatchObject([422, [{ path: 'units[0]' }]]);
    expect(body.details[0].message).toContain('1 个未办结的问题');
    expect((await ask(PUT, dropped('town-north'))).status).toBe(200);
  });

  it('belongs to the campaign in the address', async () => {
    const { ask } = await createTestApi();
    expect((await ask(PUT, yaml(buildCampaignInput({ id: 'other' })))).status).toBe(422);
    expect((await ask('PUT /campaigns/none', yaml(buildCampaignInput({ id: 'none' })))).status).toBe(404);
  });
});

describe('the status of a campaign', () => {
  it('is paused and resumed, and ended for good', async () => {
    const { ask } = await createTestApi();
    const set = (status: string) => ask('POST /campaigns/{c}/status', json({ status }));
    for (const status of ['paused', 'running', 'ended', 'ended']) expect((await set(status)).body.status).toBe(status);
    expect((await set('running')).status).toBe(409);
    expect((await ask('PUT /campaigns/{c}', yaml(buildCampaignInput()))).status).toBe(409);
  });
});
