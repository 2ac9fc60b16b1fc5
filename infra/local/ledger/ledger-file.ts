import type { Mapping } from '../../../functions/ledger-import/ledger/mapping.ts';
import { type LedgerReading, readLedger } from '../../../functions/ledger-import/ledger/read-ledger.ts';
import { MAX_FILE_BYTES } from '../../../functions/ledger-import/ledger/read-table.ts';
import { readXlsx } from '../../../functions/ledger-import/ledger/read-xlsx.ts';
import { readBounded } from './read-bounded.ts';

const LEDGER = { zh: '台账', en: 'ledger' };
const SPLIT_IT = { zh: '请按时间拆成几个文件。', en: 'split it by time into several files.' };

/** Reads a ledger file, CSV or XLSX, by its mapping. Throws BadInput where the file can't be read or understood as a whole. */
export async function readLedgerFile(file: string, mapping: Mapping): Promise<LedgerReading> {
  return readLedger(await readBounded(file, MAX_FILE_BYTES, LEDGER, SPLIT_IT), mapping, readXlsx);
}
