import { describe, expect, it } from 'vitest';
import { importRecords } from '../../../../functions/ledger-import/import-records.ts';
import type { LedgerRecord } from '../../../../functions/ledger-import/ledger/ledger-record.ts';
import type { Services } from '../../../../functions/services.ts';
import type { WriteAction } from '../../../../shared/ports.ts';
import { openTestStage } from '../../../support/test-stage.ts';

const placed = (id: string, more: Partial<LedgerRecord> = {}) => ({
  record: { row: 2, id, reportedAt: '2026-02-01T00:00:00.000Z', unit: 'street-east', place: '人民路1号', ...more },
  unit: 'street-east',
  category: 'litter',
});
const closed = (id: string, closedAt: string) => placed(id, { dueAt: '2026-02-20T00:00:00.000Z', closedAt });

/** A stage that counts its writes and may die before one of them. */
async function open() {
  const stage = await openTestStage();
  const context = await stage.services.campaigns.load(stage.campaign);
  const writes: (readonly WriteAction[])[] = [];
  const dying = (after: number): Services => ({
    ...stage.services,
    items: {
      ...stage.services.items,
      transact: async (actions) => {
        if (writes.length === after) throw new Error('killed');
        writes.push(actions);
        await stage.services.items.transact(actions);
      },
    },
  });
  return { ...stage, context, writes, dying };
}

describe('importRecords', () => {
  it('writes each record once, a closed one together with its closing and its place', async () => {
    const { services, context, writes, dying, campaign } = await open();
    const records = [placed('A1'), closed('A2', '2026-02-10T00:00:00.000Z')];
    expect(await importRecords(records, context, dying(9))).toEqual({ imported: 2, closed: 1, repeated: 0 });
    expect(writes.map((actions) => actions.length)).toEqual([1, 2]);
    expect((await services.ledger.load(campaign, 'A2'))?.state).toMatchObject({
      status: 'closed',
      lives: [{ settledAt: '2026-02-10T00:00:00.000Z' }],
    });
  });
  it('remembers at a place what was settled there last, in whatever order it comes in', async () => {
    const early = closed('early', '2026-02-03T00:00:00.000Z');
    const late = closed('late', '2026-02-12T00:00:00.000Z');
    for (const records of [
      [early, late],
      [late, early],
    ]) {
      const { services, context, campaign } = await open();
      await importRecords(records, context, services);
      expect(await services.ledger.lastClosedAt(campaign, '人民路1号', 'litter')).toBe('late');
    }
  });
  it('counts what an attempt cut short had brought in as its own, and what was there before as repeated', async () => {
    const { services, context, clock, dying, goTo } = await open();
    await importRecords([closed('A1', '2026-02-03T00:00:00.000Z')], context, services);
    goTo('2026-03-02 10:00');
    const since = clock.now();
    const records = [closed('A1', '2026-02-03T00:00:00.000Z'), closed('A2', '2026-02-04T00:00:00.000Z'), placed('A3')];
    await expect(importRecords(records, context, dying(1), { since })).rejects.toThrow('killed');
    goTo('2026-03-02 11:00');
    expect(await importRecords(records, context, services, { since })).toEqual({ imported: 2, closed: 1, repeated: 1 });
    expect(await importRecords(records, context, services, { since })).toEqual({ imported: 2, closed: 1, repeated: 1 });
  });
  it('closes what was open before and is closed in a newer ledger', async () => {
    const { services, context, clock, goTo } = await open();
    await importRecords([placed('A1')], context, services);
    goTo('2026-03-03 10:00');
    const newer = [closed('A1', '2026-02-27T00:00:00.000Z')];
    const counts = { imported: 0, closed: 1, repeated: 1 };
    expect(await importRecords(newer, context, services, { since: clock.now() })).toEqual(counts);
    expect(await importRecords(newer, context, services, { since: clock.now() })).toEqual(counts);
    expect(await importRecords(newer, context, services)).toEqual({ imported: 0, closed: 0, repeated: 1 });
  });
  it('brings in records closed at one place side by side', async () => {
    const { services, context } = await open();
    const each = Array.from({ length: 8 }, (_, n) => closed(`A${n}`, `2026-02-0${n + 1}T00:00:00.000Z`));
    const counts = await Promise.all(each.map((record) => importRecords([record], context, services)));
    expect(counts.every(({ imported, closed: done }) => imported === 1 && done === 1)).toBe(true);
    expect(await services.ledger.lastClosedAt(context.config.id, '人民路1号', 'litter')).toBe('A7');
  });
});
