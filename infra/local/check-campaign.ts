import { writeFile } from 'node:fs/promises';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { fileOrPreset } from './cli/options.ts';
import { campaignFiles, readCampaignFile } from './read-campaign-file.ts';

interface CheckOptions {
  readonly campaign: string;
  readonly out?: string;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '检查活动配置；--out 把它和它引用的单位、标准文件合成一份，可直接提交给接口',
  en: 'check a campaign file; --out puts it and the files of units and standard it names into one, as the API takes it',
};
const { command, say } = createCli('check', DESCRIPTION, args);
command
  .requiredOption(
    '--campaign <file>',
    say({ zh: '活动配置，YAML 或 JSON，或 preset:<名称>', en: 'the campaign file, YAML or JSON, or preset:<id>' }),
  )
  .option(
    '--out <file>',
    say({ zh: '把合成的一份写到这个文件（JSON）', en: 'write the whole campaign here, as JSON' }),
  );

async function check({ campaign, out }: CheckOptions): Promise<ExitCode> {
  const files = campaignFiles(fileOrPreset(campaign));
  const whole = await Promise.all(files.map((file) => readCampaignFile(file)));
  for (const { name, phases, units, categories } of whole) {
    const dates = `${phases[0]?.starts} — ${phases.at(-1)?.ends}`;
    process.stderr.write(
      `${say({
        zh: `配置无误：${name}，${dates}，${units.length} 个单位，${categories.length} 类问题`,
        en: `in order: ${name}, ${dates}, ${units.length} units, ${categories.length} categories`,
      })}\n`,
    );
  }
  if (out === undefined) return EXIT.ok;
  if (whole.length > 1) throw severalCampaigns(campaign, whole.length);
  await writeFile(userPath(out), `${JSON.stringify(whole[0], null, 2)}\n`);
  return EXIT.ok;
}

/** S1 runs three at once, but the API takes one at a time. */
const severalCampaigns = (preset: string, count: number): BadInput =>
  new BadInput({
    zh: `${preset} 是同时进行的 ${count} 项行动，--out 一次只写一项，请分别指定它们的文件`,
    en: `${preset} stands for ${count} campaigns side by side; --out writes one, so name their files one by one`,
  });

process.exitCode = await runCommand(args, () => check(command.parse(args, { from: 'user' }).opts<CheckOptions>()));
