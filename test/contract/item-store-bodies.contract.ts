import { describe, expect, it } from 'vitest';
import type { Subject } from './item-store.contract.ts';

const LARGEST_TEXT = 350 * 1024 - 2;

export function describeBodies({ store, partition }: Subject): void {
  async function roundTrip(body: unknown): Promise<unknown> {
    const key = { pk: partition(), sk: 'body' };
    await store().transact([{ put: { ...key, body }, when: 'absent' }]);
    return (await store().get(key))?.body;
  }

  describe('bodies', () => {
    it.each<[string, unknown]>([
      ['Chinese, emoji and controls', { 'ключ 键': '督办单：红旗🚩\u0000\n\t"\\' }],
      ['whole numbers', [0, -1, 42, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
      ['fractions', [0.1, 93.72, -0.2, 1e-7, 1 / 3, 123456.789012345]],
      ['empty things', { text: '', list: [], map: {} }],
      ['nulls within', { a: null, list: [null, { b: null }] }],
      ['truth values', { yes: true, no: false }],
      ['nothing but null', null],
      ['nothing but a text', '整改'],
      ['deep lists', [[[[[['deep']]]]]]],
      ['names that stores use themselves', { pk: 'x', sk: 'y', version: 99, duePk: 'z', S: 'text', constructor: 1 }],
    ])('come back as they went in: %s', async (_, body) => {
      expect(await roundTrip(body)).toStrictEqual(body);
    });

    it('lose what JSON drops', async () => {
      expect(await roundTrip({ a: undefined, b: [{ c: undefined }], d: new Date(0) })).toStrictEqual({
        b: [{}],
        d: '1970-01-01T00:00:00.000Z',
      });
    });

    it('hold 350 KB', async () => {
      const text = '字'.repeat(LARGEST_TEXT / 3) + 'x'.repeat(LARGEST_TEXT % 3);
      expect(await roundTrip(text)).toBe(text);
    });

    it('are refused above 350 KB, and none of the call is written', async () => {
      const key = { pk: partition(), sk: 'small' };
      const call = store().transact([
        { put: { ...key, body: 'small' }, when: 'absent' },
        { put: { pk: key.pk, sk: 'large', body: 'x'.repeat(LARGEST_TEXT + 1) }, when: 'absent' },
      ]);
      await expect(call).rejects.toThrow('has 358401 bytes, the limit is 358400; spread it over items');
      expect(await store().get(key)).toBeUndefined();
    });

    it('together fill at most 3.5 MB a call', async () => {
      const pk = partition();
      const bodies = (count: number) =>
        Array.from({ length: count }, (_, i) => ({
          put: { pk, sk: `${count}#${i}`, body: 'x'.repeat(300_000) },
          when: 'absent' as const,
        }));
      await store().transact(bodies(12));
      await expect(store().transact(bodies(13))).rejects.toThrow('at most 3670016 bytes, not 3900026; split it');
    });

    it('must be something', async () => {
      await expect(roundTrip(undefined)).rejects.toThrow('needs a body that JSON can hold');
    });
  });
}
