import { describe, expect, it } from 'vitest';
import { InvalidCursor, type Item, type QueryRange, type WriteAction } from '../../shared/ports.ts';
import { readAll, readPages } from '../support/read-all.ts';
import type { Subject } from './item-store.contract.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

const sortKeys = (items: readonly Item[]) => items.map(({ sk }) => sk).join('');

export function describeQueries({ store, partition }: Subject): void {
  async function letters(): Promise<string> {
    const pk = partition();
    await store().transact(
      [...LETTERS].reverse().map((sk): WriteAction => ({ put: { pk, sk, body: sk }, when: 'absent' })),
    );
    return pk;
  }

  describe('queries by partition', () => {
    it.each<[QueryRange, string]>([
      [{}, 'abcdefg'],
      [{ descending: true }, 'gfedcba'],
      [{ from: 'c' }, 'cdefg'],
      [{ to: 'c' }, 'ab'],
      [{ from: 'b', to: 'e' }, 'bcd'],
      [{ from: 'b', to: 'e', descending: true }, 'dcb'],
      [{ from: 'bb', to: 'ee' }, 'cde'],
      [{ from: 'c', to: 'c' }, ''],
      [{ from: 'e', to: 'b' }, ''],
      [{ from: 'x' }, ''],
      [{ from: '', to: 'b' }, 'a'],
      [{ to: '' }, ''],
    ])('reads %o as "%s", in pages of any size', async (range, expected) => {
      const pk = await letters();
      for (const limit of [1, 2, 3, 7, 8, undefined]) {
        const query = limit === undefined ? range : { ...range, limit };
        expect(sortKeys(await readAll(store(), 'main', pk, query))).toBe(expected);
      }
    });

    it('gives a page of the asked size while there is enough', async () => {
      const pages = await readPages(store(), 'main', await letters(), { limit: 3 });
      expect(pages.map(sortKeys).filter((page) => page !== '')).toEqual(['abc', 'def', 'g']);
    });

    it('gives the newest before a bound as a page of one', async () => {
      const page = await store().query('main', await letters(), { from: 'a', to: 'd', descending: true, limit: 1 });
      expect(sortKeys(page.items)).toBe('c');
    });

    it('goes on after the cursor when the item it names is gone', async () => {
      const pk = await letters();
      const { cursor } = await store().query('main', pk, { limit: 3 });
      await store().transact([{ delete: { pk, sk: 'c' }, when: { version: 1 } }]);
      expect(sortKeys((await store().query('main', pk, { limit: 3, cursor })).items)).toBe('def');
    });

    it('orders by the bytes of UTF-8', async () => {
      const pk = partition();
      const ordered = ['A', 'Z', 'a', 'é', '一', '龥', '\ue000', '😀'];
      await store().transact(
        ordered.toReversed().map((sk): WriteAction => ({ put: { pk, sk, body: 1 }, when: 'absent' })),
      );
      expect((await readAll(store(), 'main', pk, { limit: 3 })).map(({ sk }) => sk)).toEqual(ordered);
      expect((await readAll(store(), 'main', pk, { from: '\ue000' })).map(({ sk }) => sk)).toEqual(['\ue000', '😀']);
    });

    it('reads nothing of a partition without items', async () => {
      expect(await store().query('main', partition())).toStrictEqual({ items: [] });
    });

    it('follows large items over many pages', async () => {
      const pk = partition();
      const body = 'x'.repeat(300_000);
      for (let i = 0; i < 8; i++) await store().transact([{ put: { pk, sk: `${i}`, body }, when: 'absent' }]);
      expect(sortKeys(await readAll(store(), 'main', pk))).toBe('01234567');
    });

    it.each(['', 'x', '!!!', 'W10', 'eyJhIjoxfQ'])('refuses the cursor %j', async (cursor) => {
      await expect(store().query('main', partition(), { cursor })).rejects.toBeInstanceOf(InvalidCursor);
    });

    it('refuses a cursor of another range or index', async () => {
      const pk = await letters();
      const { cursor } = await store().query('main', pk, { limit: 3 });
      await expect(store().query('main', pk, { cursor, from: 'd' })).rejects.toBeInstanceOf(InvalidCursor);
      await expect(store().query('main', pk, { cursor, to: 'b' })).rejects.toBeInstanceOf(InvalidCursor);
      await expect(store().query('due', pk, { cursor })).rejects.toBeInstanceOf(InvalidCursor);
    });

    it.each([0, -1, 1.5, Number.NaN])('refuses the limit %d', async (limit) => {
      await expect(store().query('main', partition(), { limit })).rejects.toThrow('a limit of 1 or more');
    });
  });

  describe('the due index', () => {
    it('holds only items with a due key, whole', async () => {
      const pk = partition();
      const due = { pk: `due of ${pk}`, sk: '2026-03-02T00:30:00.000Z' };
      await store().transact([
        { put: { pk, sk: 'with', body: { n: 1 }, due }, when: 'absent' },
        { put: { pk, sk: 'without', body: { n: 2 } }, when: 'absent' },
      ]);
      expect(await readAll(store(), 'due', due.pk)).toStrictEqual([
        { pk, sk: 'with', version: 1, body: { n: 1 }, due },
      ]);
    });

    it('follows an item to another time and partition, and lets it go', async () => {
      const key = { pk: partition(), sk: 'a' };
      const [early, late] = [`early ${key.pk}`, `late ${key.pk}`];
      const seen = async () =>
        [await readAll(store(), 'due', early), await readAll(store(), 'due', late)].map((list) => list.length);
      await store().transact([{ put: { ...key, body: 1, due: { pk: early, sk: '1' } }, when: 'absent' }]);
      expect(await seen()).toEqual([1, 0]);
      await store().transact([{ put: { ...key, body: 2, due: { pk: early, sk: '2' } }, when: { version: 1 } }]);
      expect((await readAll(store(), 'due', early)).map(({ due, version }) => [due?.sk, version])).toEqual([['2', 2]]);
      await store().transact([{ put: { ...key, body: 3, due: { pk: late, sk: '1' } }, when: { version: 2 } }]);
      expect(await seen()).toEqual([0, 1]);
      await store().transact([{ put: { ...key, body: 4 }, when: { version: 3 } }]);
      expect(await seen()).toEqual([0, 0]);
    });

    it('lets go of a deleted item', async () => {
      const key = { pk: partition(), sk: 'a' };
      const due = { pk: `due of ${key.pk}`, sk: '1' };
      await store().transact([{ put: { ...key, body: 1, due }, when: 'absent' }]);
      await store().transact([{ delete: key, when: { version: 1 } }]);
      expect(await readAll(store(), 'due', due.pk)).toEqual([]);
    });

    it('reads in order of time with both bounds, and no item twice where many share a time', async () => {
      const pk = partition();
      const duePk = `due of ${pk}`;
      const times = ['1', '2', '2', '2', '2', '3', '3', '3', '4'];
      await store().transact(
        times.map(
          (sk, i): WriteAction => ({ put: { pk, sk: `p${i}`, body: i, due: { pk: duePk, sk } }, when: 'absent' }),
        ),
      );
      for (const limit of [1, 2, 4, 20]) {
        for (const descending of [false, true]) {
          const items = await readAll(store(), 'due', duePk, { from: '2', to: '4', limit, descending });
          expect(items.map(({ due }) => due?.sk).join('')).toBe(descending ? '3332222' : '2222333');
          expect(new Set(items.map(({ sk }) => sk)).size).toBe(7);
          expect(await readAll(store(), 'due', duePk, { from: '1', to: '3', limit, descending })).toHaveLength(5);
        }
      }
    });
  });
}
