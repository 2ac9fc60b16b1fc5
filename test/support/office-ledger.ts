const columns = {
  id: '编号',
  reportedAt: '上报',
  dueAt: '期限',
  closedAt: '办结',
  unit: '单位',
  category: '类别',
  place: '地点',
};

/** The mapping of the ledger that an office of the tests keeps. */
export const LEDGER_SETTINGS = { dateFormats: ['yyyy-MM-dd HH:mm'], columns };

/** The names of its columns, in their order. */
export const LEDGER_COLUMNS: readonly string[] = Object.values(columns);

/** Such a ledger as CSV, of rows that are written out. */
export const ledgerCsv = (rows: readonly string[]): Uint8Array =>
  Buffer.from([LEDGER_COLUMNS.join(','), ...rows].join('\n'));
