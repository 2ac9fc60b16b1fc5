import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { loadMapping } from './ledger/mapping-file.ts';
import { previewLedger } from './ledger/preview.ts';
import { previewText } from './ledger/preview-text.ts';
import { readLedger } from './ledger/read-ledger.ts';

interface Options {
  readonly ledger: string;
  readonly mapping: string;
  readonly json?: boolean;
}

const DESCRIPTION = {
  zh: '读取办公室的问题台账（CSV 或 XLSX），先预览：各列的含义、前几行、退回和标记；不写入任何内容。',
  en: "Reads an office's problem ledger (CSV or XLSX) and previews it: what each column became, the first rows, rejects and flags; writes nothing.",
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const { command, lang, say } = createCli('import', DESCRIPTION, args);
  const options = command
    .requiredOption('--ledger <file>', say({ zh: '台账文件', en: 'the ledger' }))
    .requiredOption(
      '--mapping <file>',
      say({ zh: '列名对照表（YAML 或 JSON）', en: 'the mapping of its columns (YAML or JSON)' }),
    )
    .requiredOption('--preview', say({ zh: '只预览，不写入', en: 'only preview, write nothing' }))
    .option('--json', say({ zh: '把预览以 JSON 写到标准输出', en: 'print the preview as JSON on standard output' }))
    .parse(args, { from: 'user' })
    .opts<Options>();
  const mapping = await loadMapping(userPath(options.mapping));
  const preview = previewLedger(await readLedger(userPath(options.ledger), mapping), mapping);
  if (options.json) process.stdout.write(`${JSON.stringify(preview, undefined, 2)}\n`);
  else process.stderr.write(previewText(preview, lang));
  return preview.counts.accepted > 0 ? EXIT.ok : EXIT.failed;
}

const args = process.argv.slice(2);
process.exitCode = await runCommand(args, () => main(args));
