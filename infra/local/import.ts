import { join } from 'node:path';
import { campaignForImport } from '../../functions/ledger-import/campaign-for-import.ts';
import { importRecords } from '../../functions/ledger-import/import-records.ts';
import { importSentence } from '../../functions/ledger-import/import-sentence.ts';
import type { LedgerReading } from '../../functions/ledger-import/ledger/read-ledger.ts';
import { placeRecords } from '../../functions/ledger-import/place-records.ts';
import { createRunningClock } from '../../shared/adapters/running-clock.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { makeFolder } from './cli/output-folder.ts';
import { startProgress } from './cli/progress.ts';
import { readLedgerFile } from './ledger/ledger-file.ts';
import { loadMapping } from './ledger/mapping-file.ts';
import { previewLedger } from './ledger/preview.ts';
import { previewText } from './ledger/preview-text.ts';
import { writeReports } from './ledger/report-files.ts';
import { openStore } from './open-store.ts';
import { openRunBook } from './run-record.ts';
import { openStage, type Stage } from './stage.ts';

interface Options {
  readonly ledger: string;
  readonly mapping: string;
  readonly preview?: boolean;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly category?: string;
  readonly data: string;
  readonly out?: string;
}

const DESCRIPTION = {
  zh: '读取办公室的问题台账（CSV 或 XLSX）并导入一项正在进行的行动；--preview 只预览，不写入',
  en: "Reads an office's problem ledger (CSV or XLSX) into a running campaign; with --preview it shows what each column became and writes nothing.",
};
const args = process.argv.slice(2);
const { command, lang, say } = createCli('import', DESCRIPTION, args);
command
  .requiredOption('--ledger <file>', say({ zh: '台账文件', en: 'the ledger' }))
  .requiredOption(
    '--mapping <file>',
    say({ zh: '列名对照表（YAML 或 JSON）', en: 'the mapping of its columns (YAML or JSON)' }),
  )
  .option('--preview', say({ zh: '只预览，不写入', en: 'only preview, write nothing' }))
  .option('--json', say({ zh: '把结果以 JSON 写到标准输出', en: 'print the result as JSON on standard output' }))
  .option('--campaign <id>', say({ zh: '导入到这项行动', en: 'the campaign to import into' }))
  .option('--category <id>', say({ zh: '没有类别的行归入此类', en: 'category of rows that name none' }))
  .option('--data <folder>', say({ zh: '数据文件夹', en: 'data folder' }), 'data')
  .option(
    '--out <folder>',
    say({
      zh: '退回和标记的行放在这里，默认在数据文件夹的 imports 里',
      en: 'rejects and flags go here; by default below imports in the data folder',
    }),
  );

/** A stage that was played or drilled goes on from where its clock stood. */
async function openAt(folder: string): Promise<Stage> {
  const store = openStore(folder, 'full');
  const { found } = await openRunBook(store);
  store.close();
  const clock = found ? createRunningClock(found.clock) : systemClock;
  return openStage({ folder, clock, ids: createSystemIds(clock), durability: 'full' });
}

async function importInto(reading: LedgerReading, options: Options): Promise<ExitCode> {
  const stage = await openAt(userPath(options.data));
  try {
    const head = await campaignForImport(options.campaign ?? '', stage.services.registry);
    const context = await stage.services.campaigns.load(head.id);
    const { placed, rejects } = placeRecords(reading, context.config, options.category);
    const out = options.out ? userPath(options.out) : join(stage.folder, 'imports', stage.services.ids.next('import'));
    await makeFolder(out);
    await writeReports(out, { ...reading, rejects }, lang);
    const bar = startProgress(say({ zh: '导入', en: 'import' }), placed.length);
    const counts = await importRecords(placed, context, stage.services, { onRecord: bar.update });
    bar.stop();
    const { rows, repeats, flagged } = reading.counts;
    const rejected = rejects.length;
    const result = { rows, ...counts, repeats, rejected, flagged, out };
    if (options.json) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    const where = say({ zh: `退回和标记的行在 ${out}`, en: ` Rejects and flags in ${out}` });
    process.stderr.write(`${say(importSentence(result))}${where}\n`);
    return placed.length > 0 ? EXIT.ok : EXIT.failed;
  } finally {
    stage.close();
  }
}

async function main(options: Options): Promise<ExitCode> {
  if (!options.preview && !options.campaign) {
    throw new BadInput({
      zh: '请用 --campaign 指明导入到哪项行动，或加 --preview 只预览',
      en: 'name the campaign with --campaign, or add --preview to only look',
    });
  }
  const mapping = await loadMapping(userPath(options.mapping));
  const reading = await readLedgerFile(userPath(options.ledger), mapping);
  if (!options.preview) return importInto(reading, options);
  const preview = previewLedger(reading, mapping);
  if (options.json) process.stdout.write(`${JSON.stringify(preview, undefined, 2)}\n`);
  else process.stderr.write(previewText(preview, lang));
  return preview.counts.accepted > 0 ? EXIT.ok : EXIT.failed;
}

process.exitCode = await runCommand(args, () => main(command.parse(args, { from: 'user' }).opts<Options>()));
