import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../../../functions/ledger-import/ledger/read-xlsx.ts';
import { MAX_INFLATED_BYTES, refuseZipBomb } from '../../../../../functions/ledger-import/ledger/zip-guard.ts';
import { workbook } from '../../../../support/ledger-files.ts';

const SHEET = 'xl/worksheets/sheet1.xml';

/** A workbook whose list of parts declares another inflated size for its sheet. */
async function declaring(size: number): Promise<Buffer> {
  const bytes = Buffer.from(
    await workbook([['编号', '街道'], ...Array.from({ length: 500 }, () => ['1', '坪山街道'])]),
  );
  const nameInList = bytes.lastIndexOf(SHEET);
  bytes.writeUInt32LE(size, nameInList - 46 + 24);
  return bytes;
}

describe('refuseZipBomb', () => {
  it('lets a plain workbook pass', async () => {
    expect(refuseZipBomb(await workbook([['a']]))).toBeUndefined();
  });

  it('refuses a workbook that declares more than the limit', async () => {
    const bytes = await declaring(MAX_INFLATED_BYTES);
    expect(() => refuseZipBomb(bytes)).toThrow(/inflates to 5000\d+ bytes, the limit is 500000000; split it/);
  });

  it('refuses a part that hides its size, be it zero or beyond 32 bits', async () => {
    const zero = await declaring(0);
    const huge = await declaring(0xffffffff);
    expect(() => refuseZipBomb(zero)).toThrow('it does not say how large its parts are');
    expect(() => refuseZipBomb(huge)).toThrow('it does not say how large its parts are');
  });

  it('refuses a list that stands elsewhere, which only the reader would find', async () => {
    const bytes = Buffer.from(await workbook([['a']]));
    bytes.writeUInt32LE(0xffffffff, bytes.length - 22 + 12);
    expect(() => refuseZipBomb(bytes)).toThrow('it does not say how large its parts are');
  });

  it('leaves a part that inflates beyond what it declares to the reader, which stops there', async () => {
    const lying = await declaring(100);
    expect(refuseZipBomb(lying)).toBeUndefined();
    await expect(readXlsx(lying, ['编号'])).rejects.toThrow('Decompressed size exceeds limit of 100 bytes');
  });

  it('refuses bytes without a list of parts, or with a broken one', async () => {
    expect(() => refuseZipBomb(Buffer.from('PK\u0003\u0004 and no more'))).toThrow('the list of its parts is missing');
    const broken = Buffer.from(await workbook([['a']]));
    broken.writeUInt32LE(broken.length, broken.length - 22 + 16);
    expect(() => refuseZipBomb(broken)).toThrow('the list of its parts is broken');
  });
});
