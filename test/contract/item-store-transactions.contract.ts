import { describe, expect, it } from 'vitest';
import type { WriteAction } from '../../shared/ports.ts';
import { readAll } from '../support/read-all.ts';
import type { Subject } from './item-store.contract.ts';

export function describeTransactions({ store, partition }: Subject): void {
  const putNew = (pk: string, sk: string, body: unknown = sk): WriteAction => ({
    put: { pk, sk, body },
    when: 'absent',
  });

  describe('transactions', () => {
    it('writes a put, a replacement and a deletion together', async () => {
      const pk = partition();
      await store().transact([putNew(pk, 'replaced'), putNew(pk, 'deleted')]);
      await store().transact([
        putNew(pk, 'added'),
        { put: { pk, sk: 'replaced', body: 'new' }, when: { version: 1 } },
        { delete: { pk, sk: 'deleted' }, when: { version: 1 } },
      ]);
      expect(await readAll(store(), 'main', pk)).toStrictEqual([
        { pk, sk: 'added', version: 1, body: 'added' },
        { pk, sk: 'replaced', version: 2, body: 'new' },
      ]);
    });

    it.each([0, 1, 2])('writes nothing at all when action %i fails, and names it', async (position) => {
      const pk = partition();
      await store().transact([putNew(pk, 'there'), putNew(pk, 'kept')]);
      const actions: WriteAction[] = [
        putNew(pk, 'x'),
        { put: { pk, sk: 'kept', body: 'changed' }, when: { version: 1 } },
      ];
      actions.splice(position, 0, putNew(pk, 'there'));
      await expect(store().transact(actions)).rejects.toEqual(
        expect.objectContaining({ name: 'ConditionFailed', action: position }),
      );
      expect((await readAll(store(), 'main', pk)).map(({ sk, version }) => [sk, version])).toEqual([
        ['kept', 1],
        ['there', 1],
      ]);
    });

    it('names the first action that failed where several did', async () => {
      const pk = partition();
      await store().transact([putNew(pk, 'a'), putNew(pk, 'b')]);
      const both = store().transact([putNew(pk, 'x'), putNew(pk, 'a'), putNew(pk, 'b')]);
      await expect(both).rejects.toEqual(expect.objectContaining({ action: 1 }));
    });

    it('writes 100 actions in one call, across partitions', async () => {
      const [pk, other] = [partition(), partition()];
      const actions = Array.from({ length: 100 }, (_, i) => putNew(i % 2 ? pk : other, String(i).padStart(3, '0')));
      await store().transact(actions);
      expect(await readAll(store(), 'main', pk)).toHaveLength(50);
      expect(await readAll(store(), 'main', other)).toHaveLength(50);
    });

    it('refuses none and more than 100 actions', async () => {
      const pk = partition();
      await expect(store().transact([])).rejects.toThrow('1 to 100 actions, not 0');
      const many = Array.from({ length: 101 }, (_, i) => putNew(pk, `n${i}`));
      await expect(store().transact(many)).rejects.toThrow('1 to 100 actions, not 101');
      expect(await readAll(store(), 'main', pk)).toEqual([]);
    });

    it('refuses two actions on one item', async () => {
      const pk = partition();
      const twice = store().transact([
        putNew(pk, 'a'),
        putNew(pk, 'b'),
        { delete: { pk, sk: 'a' }, when: { version: 1 } },
      ]);
      await expect(twice).rejects.toThrow(`${pk} / a came twice`);
    });

    it('tells keys apart whose texts run together the same', async () => {
      const pk = partition();
      await store().transact([putNew(pk, `1${pk}`), putNew(`${pk}1`, pk)]);
      expect(await readAll(store(), 'main', pk)).toHaveLength(1);
    });

    it.each(['', 'half a pair \ud83d', 'k'.repeat(1025), '键'.repeat(342)])('refuses the sort key %j', async (sk) => {
      await expect(store().transact([putNew(partition(), sk)])).rejects.toThrow('must be well-formed text');
    });

    it('refuses a due key without text', async () => {
      const key = { pk: partition(), sk: 'a' };
      const put = store().transact([{ put: { ...key, body: 1, due: { pk: '', sk: 'now' } }, when: 'absent' }]);
      await expect(put).rejects.toThrow('must be well-formed text');
    });
  });
}
