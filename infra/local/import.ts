import { join } from 'node:path';
import { importRecords } from '../../functions/ledger-import/import-records.ts';
import type { LedgerReading } from '../../functions/ledger-import/ledger/read-ledger.ts';
import { placeRecords } from '../../functions/ledger-import/place-records.ts';
import { createRunningClock } from '../../shared/adapters/running-clock.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
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

async function campaignOf({ services }: Stage, id: string): Promise<CampaignContext> {
  const heads = await services.registry.list();
  const head = heads.find((one) => one.id === id);
  if (!head) {
    const known = heads.map((one) => one.id).join('、') || '—';
    throw new BadInput({
      zh: `数据文件夹里没有专项行动“${id}”，有：${known}`,
      en: `the data folder has no campaign "${id}"; it has ${known}`,
    });
  }
  if (head.status === 'ended') {
    throw new BadInput({
      zh: `专项行动“${id}”已经结束，不能再导入；请导入到正在进行的行动`,
      en: `the campaign "${id}" has ended and takes nothing in any more; import into one that is running`,
    });
  }
  return services.campaigns.load(id);
}

async function importInto(reading: LedgerReading, options: Options): Promise<ExitCode> {
  const stage = await openAt(userPath(options.data));
  try {
    const context = await campaignOf(stage, options.campaign ?? '');
    const { placed, rejects } = placeRecords(reading, context, options.category);
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
    process.stderr.write(
      `${say({ zh: `台账 ${rows} 行：导入 ${counts.imported}（其中已销号 ${counts.closed}），台账中已有 ${counts.repeated}，重复行 ${repeats}，退回 ${rejected}，标记 ${flagged}。退回和标记的行在 ${out}`, en: `${rows} rows: ${counts.imported} imported (${counts.closed} of them closed), ${counts.repeated} there before, ${repeats} repeats, ${rejected} rejected, ${flagged} flagged. Rejects and flags in ${out}` })}\n`,
    );
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
