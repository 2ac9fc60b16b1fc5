import { cp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { fileOrPreset, wholeNumber } from './cli/options.ts';
import { makeFolder } from './cli/output-folder.ts';
import { type Progress, startProgress } from './cli/progress.ts';
import { campaignFiles, readCampaignFile } from './read-campaign-file.ts';
import { writeJson } from './replay/write-results.ts';
import { campaignReport } from './report/campaign-report.ts';
import { reportText } from './report/report-text.ts';
import { writeRungs } from './report/write-rungs.ts';
import { type CampaignRun, runCampaigns, runId } from './run-campaigns.ts';

interface RehearseOptions {
  readonly campaign: readonly string[];
  readonly seed: number;
  readonly out: string;
  readonly inspections?: number;
}

type Run = Pick<CampaignRun, 'campaigns' | 'seed' | 'inspections'>;

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
/** What it is called on its way out, when the results are complete. */
const doneName = (run: string): string => `.done-${run}`;

/**
 * Whether the same rehearsal was killed here when its results were complete. Throws `BadInput` for a folder that holds
 * anything but a rehearsal under way.
 */
async function isComplete(folder: string, done: string): Promise<boolean> {
  await makeFolder(folder);
  const names = await readdir(folder);
  if (names.includes(done)) return true;
  // Results beside a stage are of a rehearsal that was killed while it handed them over: it writes them again.
  if (names.length === 0 || names.includes(WORK)) return false;
  throw new BadInput({
    zh: `文件夹 ${folder} 不是空的（${names.slice(0, 3).join('、')}）。请换一个，以免新旧结果混在一起。`,
    en: `the folder ${folder} is not empty (${names.slice(0, 3).join(', ')}); choose another, so that old and new results don't mix`,
  });
}

async function rehearse({ campaign, seed, out, inspections }: RehearseOptions): Promise<ExitCode> {
  const files = campaign.flatMap((argument) => campaignFiles(fileOrPreset(argument)));
  const campaigns = await Promise.all(files.map((file) => readCampaignFile(file)));
  const folder = userPath(out);
  const run = { campaigns, seed, ...(inspections && { inspections }) };
  const done = doneName(runId(run));
  if (!(await isComplete(folder, done))) await playInto(folder, done, run);
  await rm(join(folder, done), { recursive: true });
  process.stderr.write(`\n${say({ zh: `结果在 ${folder}`, en: `results in ${folder}` })}\n`);
  return EXIT.ok;
}

/** Plays from the beginning or from where it was killed, and leaves the stage under the name `done` beside the results. */
async function playInto(folder: string, done: string, run: Run): Promise<void> {
  let bar: Progress | undefined;
  const { stage } = await runCampaigns({
    ...run,
    folder: join(folder, WORK),
    onDay(done, of) {
      bar ??= startProgress(say({ zh: '演练（天）', en: 'rehearsal (days)' }), of);
      bar.update(done);
    },
  });
  bar?.stop();
  // What a kill left half-written has a name with a dot in front.
  const filter = (source: string) => !basename(source).startsWith('.');
  await cp(join(folder, WORK, 'archive'), folder, { recursive: true, filter });
  for (const { id } of run.campaigns) {
    const report = await campaignReport(id, stage.services);
    await writeJson(join(folder, 'summary', `${id}.json`), report);
    await writeRungs(join(folder, 'escalations', `${id}.csv`), id, stage.services);
    process.stderr.write(`\n${reportText(report, say)}\n`);
  }
  stage.close();
  await rename(join(folder, WORK), join(folder, done));
}

process.exitCode = await runCommand(args, () =>
  rehearse(command.parse(args, { from: 'user' }).opts<RehearseOptions>()),
);
