import { writeFile } from 'node:fs/promises';
import { campaignJsonSchemaText } from '../../shared/domain/campaign/json-schema.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';

const DESCRIPTION = {
  zh: '输出活动配置文件的 JSON Schema，供编辑器提示和检查。',
  en: 'Prints the JSON Schema of campaign files, for completion and checks in an editor.',
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const { command, say } = createCli('schema', DESCRIPTION, args);
  const { out } = command
    .option(
      '--out <file>',
      say({ zh: '写到这个文件，而不是标准输出', en: 'write to this file, not to standard output' }),
    )
    .parse(args, { from: 'user' })
    .opts<{ readonly out?: string }>();
  if (out === undefined) process.stdout.write(campaignJsonSchemaText());
  else await writeFile(userPath(out), campaignJsonSchemaText());
  return EXIT.ok;
}

const args = process.argv.slice(2);
process.exitCode = await runCommand(args, () => main(args));
