import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

const PATH = 'POST /campaigns/{c}/inspections';

describe('sending an inspection', () => {
  it('answers 201 with the problems it led to, and 200 when it is sent again', async () => {
    const { ask } = await createTestApi();
    const json = buildInspection('I-1', 2);
    const first = await ask(PATH, { as: 'inspector', json });
    expect([first.status, first.body]).toEqual([
      201,
      { inspection: 'I-1', problems: ['I-1-1', 'I-1-2'], repeated: false },
    ]);
    const again = await ask(PATH, { as: 'inspector', json });
    expect([again.status, again.body.repeated]).toEqual([200, true]);
  });

  it('refuses other content under an id that is taken', async () => {
    const { ask } = await createTestApi();
    await ask(PATH, { as: 'inspector', json: buildInspection('I-1', 1) });
    const { status, body } = await ask(PATH, { as: 'inspector', json: buildInspection('I-1', 2) });
    expect([status, body.error]).toEqual([409, 'inspection-conflict']);
    expect(body.message).toContain('新编号');
  });

  it('names the unit and the standard a campaign does not have', async () => {
    const { ask } = await createTestApi();
    const json = { ...buildInspection('I-1', 0), unit: 'nowhere', results: [{ checkpoint: 'no-such', points: 1 }] };
    const { status, body } = await ask(PATH, { as: 'inspector', json });
    expect([status, body.error]).toEqual([422, 'inspection-rejected']);
    expect(body.details).toEqual([
      {
        path: 'unit',
        message: '责任单位“nowhere”不在本专项行动中，请核对编号',
        messageEn: 'this campaign has no unit "nowhere"; check the id',
      },
      {
        path: 'results[0]',
        message: '本专项行动没有考核标准，不能打分',
        messageEn: 'this campaign has no standard to score by',
      },
    ]);
  });

  it('says of a wrong field what is allowed there', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask(PATH, { as: 'inspector', json: { ...buildInspection('I-1'), source: 'spto' } });
    expect([status, body.error, body.details[0].path]).toEqual([400, 'invalid-request', 'source']);
    expect(body.details[0].messageEn).toContain('did you mean "spot"?');
  });

  it('is refused once the campaign has ended, where nobody would follow it up; one that came before is only repeated', async () => {
    const { ask } = await createTestApi();
    await ask(PATH, { as: 'inspector', json: buildInspection('I-1') });
    await ask('POST /campaigns/{c}/status', { as: 'office', json: { status: 'ended' } });
    const again = await ask(PATH, { as: 'inspector', json: buildInspection('I-1') });
    expect([again.status, again.body.repeated]).toEqual([200, true]);
    const { status, body } = await ask(PATH, { as: 'inspector', json: buildInspection('I-2') });
    expect([status, body.error]).toEqual([409, 'campaign-ended']);
    const inspections = [buildInspection('I-3')];
    const batch = await ask('POST /campaigns/{c}/inspections/batch', { as: 'inspector', json: { inspections } });
    expect(batch.body).toMatchObject({ accepted: 0, rejected: 1, rows: [{ row: 1, id: 'I-3' }] });
  });

  it('answers 404 for a campaign that does not exist', async () => {
    const { ask } = await createTestApi();
    const { status } = await ask('POST /campaigns/none/inspections', { as: 'inspector', json: buildInspection('I-1') });
    expect(status).toBe(404);
  });

  it('shows an inspection as it was taken in, with who sent it', async () => {
    const { ask } = await createTestApi();
    await ask(PATH, { as: 'inspector', json: buildInspection('I-1') });
    const { body } = await ask('GET /campaigns/{c}/inspections/I-1', { as: 'auditor' });
    expect(body).toMatchObject({
      by: 'inspector:inspector-1',
      problems: ['I-1-1'],
      inspection: { unit: 'street-east' },
    });
    expect((await ask('GET /campaigns/{c}/inspections/I-2', { as: 'auditor' })).status).toBe(404);
  });
});

describe('sending a batch', () => {
  const BATCH = 'POST /campaigns/{c}/inspections/batch';
  const rows = (count: number) => Array.from({ length: count }, (_, n): object => buildInspection(`B-${n + 1}`));

  it('takes 497 of 500 rows in and explains the other three', async () => {
    const { ask } = await createTestApi();
    const inspections = rows(500);
    inspections[9] = { ...inspections[9], unit: 'nowhere' };
    inspections[99] = { ...inspections[99], at: 'yesterday' };
    inspections[499] = buildInspection('B-1', 3);
    const { status, body } = await ask(BATCH, { as: 'inspector', json: { inspections } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 497, repeated: 0, rejected: 3 });
    const bad = body.rows.filter((row: { status: string }) => row.status === 'rejected');
    expect(bad).toMatchObject([
      { row: 10, id: 'B-10', faults: [{ path: 'unit' }] },
      { row: 100, id: 'B-100', faults: [{ path: 'at' }] },
      { row: 500, id: 'B-1', faults: [{ path: 'id' }] },
    ]);
    expect((await ask('GET /campaigns/{c}/inspections/B-499', { as: 'office' })).status).toBe(200);
    expect((await ask('GET /campaigns/{c}/inspections/B-10', { as: 'office' })).status).toBe(404);
  });

  it('changes nothing when it is sent again', async () => {
    const { ask } = await createTestApi();
    await ask(BATCH, { as: 'office', json: { inspections: rows(3) } });
    const { body } = await ask(BATCH, { as: 'office', json: { inspections: rows(3) } });
    expect(body).toMatchObject({ accepted: 0, repeated: 3, rejected: 0 });
  });

  it('turns 501 rows away with the number that is allowed, and takes none in', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask(BATCH, { as: 'office', json: { inspections: rows(501) } });
    expect([status, body.details[0].path]).toEqual([400, 'inspections']);
    expect(body.details[0].message).toBe('现有 501 项，应不多于 500 项');
    expect((await ask('GET /campaigns/{c}/inspections/B-1', { as: 'office' })).status).toBe(404);
  });

  it('explains a row that is no inspection at all', async () => {
    const { ask } = await createTestApi();
    const { body } = await ask(BATCH, { as: 'office', json: { inspections: ['?', null, ...rows(1)] } });
    expect(body).toMatchObject({ accepted: 1, rejected: 2 });
  });
});
