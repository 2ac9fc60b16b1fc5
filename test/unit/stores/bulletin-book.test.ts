import { describe, expect, it } from 'vitest';
import { createBulletinBook } from '../../../shared/stores/bulletin-book.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';

const bulletin = (key: string, year = 2026) => ({
  ...({ campaign: 'c', kind: 'weekly', key, year, issuedAt: '2026-03-08T16:00:00.000Z' } as const),
  folder: `bulletins/c/weekly-${key}`,
});

describe('the bulletin book', () => {
  it('gives each bulletin the next number, once', async () => {
    const book = createBulletinBook(createMemoryItemStore());
    const numbers = [];
    for (const key of ['2026-W10', '2026-W11', '2026-W10', '2026-W12']) {
      numbers.push((await book.number(bulletin(key))).record.serial);
    }
    expect(numbers).toEqual([1, 2, 1, 3]);
  });
  it('gives no number twice to those that ask at the same time', async () => {
    const book = createBulletinBook(createMemoryItemStore());
    const keys = ['2026-W10', '2026-W11', '2026-W12'];
    await Promise.all([...keys, ...keys].map((key) => book.number(bulletin(key))));
    expect((await book.list('c')).map(({ serial }) => serial)).toEqual([1, 2, 3]);
  });
  it('begins again with each year', async () => {
    const book = createBulletinBook(createMemoryItemStore());
    await book.number(bulletin('2026-W52'));
    expect((await book.number(bulletin('2027-W01', 2027))).record.serial).toBe(1);
    expect((await book.list('c')).map(({ key }) => key)).toEqual(['2026-W52', '2027-W01']);
  });
  it('publishes a manifest for the one that was numbered', async () => {
    const items = createMemoryItemStore();
    const book = createBulletinBook(items);
    const stored = await book.number(bulletin('2026-W10'));
    const manifest = {
      ...({ campaign: 'c', kind: 'weekly', period: '2026-W10', number: '〔2026〕第1期', title: '周通报' } as const),
      ...{ issuedAt: '2026-03-08T16:00:00.000Z', files: [] },
    };
    await items.transact([book.publish(stored, manifest)]);
    expect((await book.load('c', 'weekly', '2026-W10'))?.record).toMatchObject({ serial: 1, manifest });
    await expect(items.transact([book.publish(stored, manifest)])).rejects.toThrow('was not in the state');
  });
});
