import { describe, expect, it } from 'vitest';
import type { WriteAction } from '../../../shared/ports.ts';
import { tryWrite } from '../../../shared/stores/try-write.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';

const put = (sk: string): WriteAction => ({ put: { pk: 'P', sk, body: {} }, when: 'absent' });

describe('tryWrite', () => {
  it('writes, and says so', async () => {
    const items = createMemoryItemStore();
    expect(await tryWrite(items, [put('a'), put('b')])).toBe(true);
    expect((await items.query('main', 'P')).items).toHaveLength(2);
  });
  it('writes nothing and says so where one item is not in the state it must be in', async () => {
    const items = createMemoryItemStore();
    await items.transact([put('b')]);
    expect(await tryWrite(items, [put('a'), put('b')])).toBe(false);
    expect((await items.query('main', 'P')).items).toHaveLength(1);
  });
  it('throws what else goes wrong', async () => {
    const items = { ...createMemoryItemStore(), transact: () => Promise.reject(new Error('line broke')) };
    await expect(tryWrite(items, [put('a')])).rejects.toThrow('line broke');
  });
});
