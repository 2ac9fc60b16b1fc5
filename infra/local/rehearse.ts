import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput } from './cli/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { fileOrPreset, wholeNumber } from './cli/options.ts';
import { type Progress, startProgress } from './cli/progress.ts';
import { campaignFiles, readCampaignFile } from './read-campaign-file.ts';
import { writeJson } from './replay/write-results.ts';
import { campaignReport } from './report/campaign-report.ts';
import { reportText } from './report/report-text.ts';
import { writeRungs } from './report/write-rungs.ts';
import { runCampaigns } from './run-campaigns.ts';

interface RehearseOptions {
  readonly campaign: readonly string[];
  readonly seed: number;
  readonly out: string;
  readonly inspections?: number;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '把一项或几项专项行动在虚拟时钟上整个演练一遍；种子相同，结果逐字节相同',
  en: 'rehearse one or more campaigns on the virtual clock; the same seed gives the same bytes',
};
const { command, say } = createCli('rehearse', DESCRIPTION, args);
command
  .requiredOption(
    '--campaign <file...>',
    say({
      zh: '活动配置，YAML 或 JSON，或 preset:<名称>；可给几个，同时进行',
      en: 'campaign files, YAML or JSON, or preset:<id>; several run side by side',
    }),
  )
  .option('--seed <number>', say({ zh: '随机种子', en: 'seed of the model' }), wholeNumber('--seed'), 1)
  .option(
    '--inspections <number>',
    say({ zh: '每项行动大约多少次检查', en: 'about how many inspections each campaign gets' }),
    wholeNumber('--inspections'),
  )
  .requiredOption('--out <folder>', say({ zh: '结果放在这个文件夹', en: 'the folder for the results' }));

/** Kept while the rehearsal runs, so that one that was killed goes on; gone when it is done. */
const WORK = '.stage';

async function emptyBut(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const others = (await readdir(folder)).filter((name) => name !== WORK);
  if (others.length === 0) return;
  throw new BadInput({
    zh: `文件夹 ${folder} 不是空的（${others.slice(0, 3).join('、')}）。请换一个，以免新旧结果混在一起。`,
    en: `the folder ${folder} is not empty (${others.slice(0, 3).join(', ')}); choose another, so that old and new results don't mix`,
  });
}

async function rehearse({ campaign, seed, out, inspections }: RehearseOptions): Promise<ExitCode> {
  const files = campaign.flatMap((argument) => campaignFiles(fileOrPreset(argument)));
  const campaigns = await Promise.all(files.map((file) => readCampaignFile(file)));
  const folder = userPath(out);
  await emptyBut(folder);
  let bar: Progress | undefined;
  const { stage } = await runCampaigns({
    campaigns,
    seed,
    ...(inspections && { inspections }),
    folder: join(folder, WORK),
    onDay(done, of) {
      bar ??= startProgress(say({ zh: '演练（天）', en: 'rehearsal (days)' }), of);
      bar.update(done);
    },
  });
  bar?.stop();
  await cp(join(folder, WORK, 'archive'), folder, { recursive: true });
  for (const { id } of campaigns) {
    const report = await campaignReport(id, stage.services);
    await writeJson(join(folder, 'summary', `${id}.json`), report);
    await writeRungs(join(folder, 'escalations', `${id}.csv`), id, stage.services);
    process.stderr.write(`\n${reportText(report, say)}\n`);
  }
  stage.close();
  await rm(join(folder, WORK), { recursive: true });
  process.stderr.write(`\n${say({ zh: `结果在 ${folder}`, en: `results in ${folder}` })}\n`);
  return EXIT.ok;
}

process.exitCode = await runCommand(args, () =>
  rehearse(command.parse(args, { from: 'user' }).opts<RehearseOptions>()),
);
