import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { IMPORTS, importBucketEnvSchema } from '../../functions/lambda-imports.ts';
import { FOLDER_ACCESS, TABLE_ACCESS } from '../cdk-access.ts';
import type { StageSettings } from '../cdk-settings.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { LedgerImport } from '../constructs/ledger-import.ts';
import type { DataStack } from './data-stack.ts';

/** What takes in ledgers that are dropped into the bucket of imports. */
export interface ImportLine {
  readonly machine: LedgerImport['machine'];
  readonly functions: readonly HouseFunction[];
}

/** The functions behind the import of ledgers, and the state machine that calls them. */
export function importLine(scope: Construct, settings: StageSettings, data: DataStack): ImportLine {
  const { operators, archive, table } = data;
  const bucket = { IMPORT_BUCKET: archive.imports.bucketName };
  const common = {
    settings,
    operators,
    caller: 'waits',
    env: {
      schema: IMPORTS.env,
      values: { TABLE_NAME: table.table.tableName, ...bucket },
    },
  } as const;
  const reader = new HouseFunction(scope, 'LedgerReader', {
    ...common,
    entry: 'ledger-import/read-handler',
    description: 'Reads a dropped ledger into chunks',
    errorImpact: 'A ledger that the office dropped is not read.',
    timeout: Duration.minutes(15),
    // A file of 200 MB as bytes and as text, and what is remembered of a million rows.
    memory: 3008,
  });
  const unpacker = new HouseFunction(scope, 'LedgerWorkbook', {
    ...common,
    env: { schema: importBucketEnvSchema, values: bucket },
    entry: 'ledger-import/workbook-handler',
    description: 'Unpacks a dropped workbook into rows',
    errorImpact: 'A workbook that the office dropped is not read.',
    timeout: Duration.minutes(15),
    // A workbook is unpacked whole.
    memory: 3008,
  });
  const importer = new HouseFunction(scope, 'LedgerImport', {
    ...common,
    entry: 'ledger-import/handler',
    description: 'Takes in the chunks of a ledger and reports on them',
    errorImpact: 'A ledger that the office dropped is not, or not wholly, in its campaign.',
    timeout: Duration.seconds(80),
    memory: 1024,
  });
  table.grant(reader.role, TABLE_ACCESS.ledgerReader);
  table.grant(importer.role, TABLE_ACCESS.ledgerImport);
  archive.grantImports(reader.role, FOLDER_ACCESS.ledgerReader);
  archive.grantImports(unpacker.role, FOLDER_ACCESS.ledgerWorkbook);
  archive.grantImports(importer.role, FOLDER_ACCESS.ledgerImport);
  const { machine } = new LedgerImport(scope, 'Import', { settings, operators, archive, reader, unpacker, importer });
  return { machine, functions: [reader, unpacker, importer] };
}
