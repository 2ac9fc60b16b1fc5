import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { createServices } from '../../../functions/services.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import type { Caps } from '../../../shared/domain/escalation/caps.ts';
import { ConditionFailed, type ItemStore, type WriteAction } from '../../../shared/ports.ts';
import { giveBack, reserve } from '../../../shared/stores/reserve-room.ts';
import { buildCampaign } from '../../support/build-campaign.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';
import { at } from '../../support/problem-scenario.ts';
import { buildInspection, memoryArchive, memoryCarrier } from '../../support/test-stage.ts';

const START = at('2026-03-05 09:00');

/** Answers after a turn of the event loop, so that what runs at once really reads before the other has written. */
function slowly(store: ItemStore): ItemStore {
  const turn = () => new Promise((done) => setImmediate(done));
  return {
    get: (key) => turn().then(() => store.get(key)),
    query: (...query) => turn().then(() => store.query(...query)),
    transact: (actions) => turn().then(() => store.transact(actions)),
  };
}

const stores: ReadonlyArray<[string, () => ItemStore]> = [
  ['SQLite', () => slowly(openSqliteItemStore({ file: ':memory:', durability: 'fast' }))],
  ['memory', () => slowly(createMemoryItemStore())],
];

function servicesOn(items: ItemStore) {
  const clock = createVirtualClock(START);
  const carrier = memoryCarrier();
  const services = createServices({
    items,
    archive: memoryArchive(),
    carrier,
    clock,
    ids: createSeededIds('t', clock),
  });
  return { services, carrier, clock };
}

/** Says, once, that a message was not sent. */
const note: WriteAction = { put: { pk: 'NOTE', sk: '1', body: {} }, when: 'absent' };
const sms = (n: number, of: Partial<{ number: string; unit: string }> = {}) => {
  const distinct = { number: `number-${n}`, unit: `unit-${n}` };
  return { campaign: 'c', at: START, day: '2026-03-05', parts: 1, message: `c/${n}`, ...distinct, ...of };
};

describe.each(stores)('reserve on %s', (_, open) => {
  const cases: ReadonlyArray<[string, Partial<Caps>, Parameters<typeof sms>[1]]> = [
    ['perNumberPerDay', { perNumberPerDay: 3 }, { number: 'same' }],
    ['perUnitPerDay', { perUnitPerDay: 3 }, { unit: 'same' }],
    ['perDay', { perDay: 3 }, {}],
    ['budget', { budget: { yuan: 0.14, yuanPerPart: 0.045 } }, {}],
  ];
  it.each(cases)('lets three of eight through that want room below %s at once', async (cap, setting, of) => {
    const { services } = servicesOn(open());
    const caps: Caps = { perNumberPerDay: 40, ...setting };
    const eight = Array.from({ length: 8 }, (__, n) => reserve(sms(n, of), caps, services));
    const reached = await Promise.all(eight);
    expect(reached.filter((one) => one === undefined)).toHaveLength(3);
    expect(new Set(reached)).toEqual(new Set([undefined, cap]));
    // What is written is the room of three: one given back leaves room for one.
    expect(await reserve(sms(8, of), caps, services)).toBe(cap);
    await giveBack([], sms(reached.indexOf(undefined), of), caps, services);
    expect(await reserve(sms(8, of), caps, services)).toBeUndefined();
    expect(await reserve(sms(9, of), caps, services)).toBe(cap);
  });
  it('has room again once room was given back', async () => {
    const { services } = servicesOn(open());
    const caps: Caps = { perNumberPerDay: 1, perUnitPerDay: 1, perDay: 1, budget: { yuan: 0.05, yuanPerPart: 0.05 } };
    expect(await reserve(sms(1), caps, services)).toBeUndefined();
    expect(await reserve(sms(1), caps, services)).toBe('perNumberPerDay');
    await giveBack([note], sms(1), caps, services);
    expect(await reserve(sms(1), caps, services)).toBeUndefined();
  });
  it('gives no room back below a cap that was set after it was taken', async () => {
    const { services } = servicesOn(open());
    const caps: Caps = { perNumberPerDay: 40, perDay: 1 };
    await reserve(sms(1), { perNumberPerDay: 40 }, services);
    await giveBack([note], sms(1), caps, services);
    expect(await reserve(sms(2), caps, services)).toBeUndefined();
    expect(await reserve(sms(3), caps, services)).toBe('perDay');
  });
  it('counts the number over any 24 hours', async () => {
    const { services } = servicesOn(open());
    const caps: Caps = { perNumberPerDay: 1 };
    await reserve(sms(1), caps, services);
    const next = (wall: string, day: string) => ({ ...sms(1), at: at(wall), day });
    expect(await reserve(next('2026-03-06 08:59', '2026-03-06'), caps, services)).toBe('perNumberPerDay');
    expect(await reserve(next('2026-03-06 09:00', '2026-03-06'), caps, services)).toBeUndefined();
  });
  it('gives no room back with a note that somebody else was faster with', async () => {
    const { services } = servicesOn(open());
    const caps: Caps = { perNumberPerDay: 40, perDay: 2 };
    await reserve(sms(1), caps, services);
    await reserve(sms(2), caps, services);
    await giveBack([note], sms(1), caps, services);
    await expect(giveBack([note], sms(2), caps, services)).rejects.toThrow(ConditionFailed);
    expect(await reserve(sms(3), caps, services)).toBeUndefined();
    expect(await reserve(sms(4), caps, services)).toBe('perDay');
  });
  it('keeps two deliveries of different units together below the cap of the day', async () => {
    const { services, carrier, clock } = servicesOn(open());
    const config = buildCampaign({ sending: { signature: '县创卫办', perDay: 3, digestFrom: 100 } });
    await services.registry.create(config, START);
    for (const { id: unit } of config.units.slice(0, 2)) {
      const inspection = buildInspection(`I-${unit}`, 4, { unit, at: START });
      await takeIn({ campaign: config.id, inspection, by: 'x' }, services);
    }
    clock.advanceTo(at('2026-03-10 11:30'));
    await sweep({ campaign: config.id }, services);
    const alone = (unit: string) => ({
      ...services,
      owed: {
        ...services.owed,
        async *released(...args: Parameters<typeof services.owed.released>) {
          for await (const part of services.owed.released(...args)) yield part.filter(({ owed }) => owed.unit === unit);
        },
      },
    });
    const units = config.units.slice(0, 2).map(({ id }) => deliver({ campaign: config.id }, alone(id)));
    const reports = await Promise.all(units);
    expect(reports.map(({ sent }) => sent).reduce((a, b) => a + b)).toBe(3);
    expect(reports.every(({ sent }) => sent > 0)).toBe(true);
    expect(carrier.sent).toHaveLength(3);
    const sent = await Array.fromAsync(services.outbox.messages(config.id));
    expect(sent.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });
});
