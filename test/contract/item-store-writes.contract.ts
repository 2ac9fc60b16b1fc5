import { describe, expect, it } from 'vitest';
import { ConditionFailed } from '../../shared/ports.ts';
import type { Subject } from './item-store.contract.ts';

const failed = (action: number) => expect.objectContaining({ name: 'ConditionFailed', action });

export function describeWrites({ store, partition }: Subject): void {
  describe('single writes', () => {
    it('reads nothing where nothing was written', async () => {
      expect(await store().get({ pk: partition(), sk: 'none' })).toBeUndefined();
    });

    it('gives a new item version 1 and reads it back whole', async () => {
      const key = { pk: partition(), sk: 'a' };
      const due = { pk: `due of ${key.pk}`, sk: '2026-03-02T00:30:00.000Z' };
      await store().transact([{ put: { ...key, body: { text: '问题' }, due }, when: 'absent' }]);
      expect(await store().get(key)).toStrictEqual({ ...key, version: 1, body: { text: '问题' }, due });
    });

    it('refuses a second put of an absent item and keeps the first', async () => {
      const key = { pk: partition(), sk: 'a' };
      await store().transact([{ put: { ...key, body: 'first' }, when: 'absent' }]);
      const second = store().transact([{ put: { ...key, body: 'second' }, when: 'absent' }]);
      await expect(second).rejects.toBeInstanceOf(ConditionFailed);
      await expect(second).rejects.toEqual(failed(0));
      expect(await store().get(key)).toStrictEqual({ ...key, version: 1, body: 'first' });
    });

    it('replaces the item of the named version and counts up', async () => {
      const key = { pk: partition(), sk: 'a' };
      await store().transact([{ put: { ...key, body: { old: 1 } }, when: 'absent' }]);
      await store().transact([{ put: { ...key, body: { new: 1 } }, when: { version: 1 } }]);
      await store().transact([{ put: { ...key, body: { newer: 1 } }, when: { version: 2 } }]);
      expect(await store().get(key)).toStrictEqual({ ...key, version: 3, body: { newer: 1 } });
    });

    it('refuses a put under another version, and one of a missing item', async () => {
      const key = { pk: partition(), sk: 'a' };
      const put = (version: number) => store().transact([{ put: { ...key, body: 'late' }, when: { version } }]);
      await expect(put(1)).rejects.toEqual(failed(0));
      await store().transact([{ put: { ...key, body: 'first' }, when: 'absent' }]);
      await expect(put(2)).rejects.toEqual(failed(0));
      await expect(put(0)).rejects.toEqual(failed(0));
      expect(await store().get(key)).toStrictEqual({ ...key, version: 1, body: 'first' });
    });

    it('deletes the named version only, after which the item is absent again', async () => {
      const key = { pk: partition(), sk: 'a' };
      const remove = (version: number) => store().transact([{ delete: key, when: { version } }]);
      await store().transact([{ put: { ...key, body: 'first' }, when: 'absent' }]);
      await expect(remove(2)).rejects.toEqual(failed(0));
      await remove(1);
      expect(await store().get(key)).toBeUndefined();
      await expect(remove(1)).rejects.toEqual(failed(0));
      await store().transact([{ put: { ...key, body: 'again' }, when: 'absent' }]);
      expect(await store().get(key)).toStrictEqual({ ...key, version: 1, body: 'again' });
    });

    it('lets exactly one of two writers at the same version win', async () => {
      const key = { pk: partition(), sk: 'a' };
      await store().transact([{ put: { ...key, body: 'start' }, when: 'absent' }]);
      const writers = Array.from({ length: 8 }, (_, i) =>
        store().transact([{ put: { ...key, body: `writer ${i}` }, when: { version: 1 } }]),
      );
      const results = await Promise.allSettled(writers);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConditionFailed);
      }
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect(await store().get(key)).toStrictEqual({ ...key, version: 2, body: `writer ${winner}` });
    });
  });
}
