import { describe, expect, it } from 'vitest';
import { reservationOf } from '../../../../shared/stores/reservation-of.ts';
import { reserve } from '../../../../shared/stores/reserve-room.ts';
import { buildMessage } from '../../../support/build-message.ts';
import { createTestApi, type TestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

const COMMANDS = 'POST /campaigns/{c}/problems/E-1/commands';

async function withProblem(): Promise<TestApi & { command(json: object): ReturnType<TestApi['ask']> }> {
  const api = await createTestApi();
  await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E') });
  return { ...api, command: (json) => api.ask(COMMANDS, { as: 'office', json }) };
}

describe('the office', () => {
  it('walks a problem from filing on behalf of the unit to closing', async () => {
    const { command } = await withProblem();
    expect((await command({ type: 'acknowledge' })).body.acknowledgedAt).toBeDefined();
    expect((await command({ type: 'fileRectification', note: '电话报告已清理' })).body.status).toBe('rectified');
    expect((await command({ type: 'verify', pass: false, reason: '仍有垃圾' })).body).toMatchObject({
      status: 'dispatched',
      reworks: 1,
    });
    await command({ type: 'fileRectification', note: '再次清理' });
    expect((await command({ type: 'verify', pass: true })).body.status).toBe('closed');
  });

  it('stands in the history by name', async () => {
    const { ask, command } = await withProblem();
    await command({ type: 'park', until: '2026-04-01T00:00:00Z', reason: '汛期无法施工' });
    const { body } = await ask('GET /campaigns/{c}/problems/E-1', { as: 'auditor' });
    expect(body.history.events.at(-1)).toMatchObject({
      type: 'ProblemParked',
      by: 'office:office-1',
      reason: '汛期无法施工',
    });
  });

  it('hears by name why a command is refused', async () => {
    const { command } = await withProblem();
    const { status, body } = await command({ type: 'verify', pass: true });
    expect([status, body.error, body.message]).toEqual([
      409,
      'not-waiting-for-verification',
      'E-1：该问题没有待核查的整改',
    ]);
  });

  it('can’t record, reopen or climb by command, nor set a due date at dispatch', async () => {
    const { command } = await withProblem();
    for (const type of ['record', 'reopen', 'climb', 'closeAsRecorded']) {
      const { status, body } = await command({ type });
      expect([type, status, body.details[0].path]).toEqual([type, 400, 'type']);
    }
    const { status } = await command({ type: 'dispatch', unit: 'street-west', dueAt: '2026-04-01T00:00:00Z' });
    expect(status).toBe(400);
  });

  it('can’t name a unit or a problem that is not there', async () => {
    const { command } = await withProblem();
    await command({ type: 'return', reason: '错派' });
    const unit = await command({ type: 'reassign', unit: 'nowhere', reason: '改派' });
    expect([unit.status, unit.body.details[0].path]).toEqual([422, 'unit']);
    const into = await command({ type: 'merge', into: 'X-1' });
    expect([into.status, into.body.details[0].path]).toEqual([422, 'into']);
  });

  it('can’t merge into a problem that is merged or void itself, so that none is lost', async () => {
    const { ask, command } = await withProblem();
    await ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('F') });
    await command({ type: 'merge', into: 'F-1' });
    const back = await ask('POST /campaigns/{c}/problems/F-1/commands', {
      as: 'office',
      json: { type: 'merge', into: 'E-1' },
    });
    expect([back.status, back.body.details[0].path]).toEqual([422, 'into']);
    expect(back.body.messageEn).toBe('problem "E-1" is merged or void itself; name the one that stands');
  });

  it('gets 404 for a problem that is not there', async () => {
    const { ask } = await withProblem();
    const { status } = await ask('POST /campaigns/{c}/problems/X-1/commands', {
      as: 'office',
      json: { type: 'acknowledge' },
    });
    expect(status).toBe(404);
  });
});

describe('verifying', () => {
  it('is open to inspectors, who close or send back', async () => {
    const { ask, command } = await withProblem();
    const verify = (json: object) => ask('POST /campaigns/{c}/problems/E-1/verification', { as: 'inspector', json });
    await command({ type: 'fileRectification', note: '已清理' });
    expect((await verify({ pass: false })).status).toBe(400);
    expect((await verify({ pass: false, reason: '未清理干净' })).body.status).toBe('dispatched');
    await command({ type: 'fileRectification', note: '再次清理' });
    expect((await verify({ pass: true, note: '现场已核' })).body.status).toBe('closed');
  });
});

describe('a message with an unknown outcome', () => {
  const unknown = (campaign: string) => buildMessage({ campaign, state: 'unknown' });

  it('is settled once by the office, and its number shows nowhere', async () => {
    const { ask, services, campaign } = await createTestApi();
    await services.items.transact([services.outbox.claim(unknown(campaign))]);
    const before = await ask('GET /campaigns/{c}/outbox', { as: 'auditor' });
    expect(before.body).toMatchObject({ counts: { unknown: 1, sent: 0 }, unknown: [{ id: 'SMS_1' }] });
    const totals = { attempted: 1, accepted: 0, delivered: 0, failed: 0, refused: 0, unknown: 1 };
    expect(before.body.totals).toEqual(totals);
    expect(JSON.stringify(before.body)).not.toContain('hash');
    const settle = (outcome: string) =>
      ask('POST /campaigns/{c}/messages/SMS_1/outcome', { as: 'office', json: { outcome } });
    const settled = { id: 'SMS_1', state: 'sent' };
    expect((await settle('sent')).body).toEqual(settled);
    // The same order again, as after a lost answer; another one comes too late.
    expect((await settle('sent')).body).toEqual(settled);
    expect((await settle('not-sent')).status).toBe(409);
    const { body } = await ask('GET /campaigns/{c}/messages?state=sent', { as: 'office' });
    expect(body.items).toMatchObject([{ reason: 'settled as sent by office:office-1' }]);
  });

  it('gives the room it took below the caps back where it was not sent', async () => {
    const { ask, services, campaign } = await createTestApi();
    const { calendar } = await services.campaigns.load(campaign);
    const caps = { perNumberPerDay: 1 };
    const room = reservationOf(unknown(campaign), calendar);
    expect(await reserve(room, caps, services)).toBeUndefined();
    await services.items.transact([services.outbox.claim(unknown(campaign))]);
    expect(await services.quota.reserve(room, caps)).toEqual({ reached: 'perNumberPerDay' });
    const json = { outcome: 'not-sent' };
    await ask('POST /campaigns/{c}/messages/SMS_1/outcome', { as: 'office', json });
    expect(await services.quota.reserve(room, caps)).toHaveProperty('writes');
  });

  it('is not found where there is none', async () => {
    const { ask } = await createTestApi();
    const json = { outcome: 'not-sent' };
    expect((await ask('POST /campaigns/{c}/messages/SMS_9/outcome', { as: 'office', json })).status).toBe(404);
  });
});
