import { truncate } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { MAX_FILE_BYTES } from '../../../../functions/ledger-import/ledger/read-table.ts';
import { readLedgerFile } from '../../../../infra/local/ledger/ledger-file.ts';
import { ledgerFile } from '../../../support/ledger-files.ts';

const MAPPING = mappingSchema.parse({ columns: { id: '编号', reportedAt: '上报', unit: '街道' } });

describe('readLedgerFile refuses', () => {
  it('a missing file and a folder', async () => {
    await expect(readLedgerFile('/no/such.csv', MAPPING)).rejects.toThrow('cannot be read (ENOENT)');
    await expect(readLedgerFile(import.meta.dirname, MAPPING)).rejects.toThrow('cannot be read (EISDIR)');
  });
  it('a file over the limit before reading it', async () => {
    const file = await ledgerFile('big.csv', '');
    await truncate(file, MAX_FILE_BYTES + 1);
    await expect(readLedgerFile(file, MAPPING)).rejects.toThrow('has 200000001 bytes, the limit is 200000000');
  });
});
