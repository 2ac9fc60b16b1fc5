import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { fileOrPreset, MAX_PORT, wholeNumber } from './cli/options.ts';
import { type Progress, startProgress } from './cli/progress.ts';
import { demoAccounts, ensureAccounts } from './demo-accounts.ts';
import { createDrillClock } from './drill-clock.ts';
import { jsonLines } from './json-lines.ts';
import { campaignFiles, readCampaignFile } from './read-campaign-file.ts';
import { campaignReport } from './report/campaign-report.ts';
import { reportText } from './report/report-text.ts';
import { runCampaigns } from './run-campaigns.ts';
import { openRunBook } from './run-record.ts';
import { serve } from './serving.ts';
import { openStage } from './stage.ts';
import { untilStopped } from './until-stopped.ts';
import { VERSION } from './version.ts';

interface StartOptions {
  readonly campaign: readonly string[];
  readonly data: string;
  readonly port: number;
  readonly seed: number;
  readonly inspections: number;
  readonly once?: boolean;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '在虚拟时钟上演完示例行动的一百天，打印结果，然后在本机提供 HTTP 接口',
  en: 'play the sample campaign through its hundred days on the virtual clock, print what came of it, then serve the HTTP API on this machine',
};
const { command, say } = createCli('start', DESCRIPTION, args);
command
  .option('--once', say({ zh: '演完即结束，不提供接口', en: 'end after the run' }))
  .option('--port <number>', say({ zh: '接口的端口', en: 'port of the API' }), wholeNumber('--port', MAX_PORT), 8100)
  .option(
    '--data <folder>',
    say({ zh: '数据文件夹；再次启动从它停下的地方继续', en: 'data folder; another start goes on where it stood' }),
    'data',
  )
  .option('--campaign <file...>', say({ zh: '活动配置，或 preset:<名称>', en: 'campaign files, or preset:<id>' }), [
    'preset:sample',
  ])
  .option(
    '--inspections <number>',
    say({ zh: '每项行动大约多少次检查', en: 'about how many inspections each campaign gets' }),
    wholeNumber('--inspections'),
    8200,
  )
  .option('--seed <number>', say({ zh: '随机种子', en: 'seed of the model' }), wholeNumber('--seed'), 2);

interface Played {
  readonly campaigns: readonly Campaign[];
  readonly folder: string;
  readonly endedAt: Instant;
}

async function playAndReport({ campaign, data, seed, inspections }: StartOptions): Promise<Played> {
  const folder = userPath(data);
  const files = campaign.flatMap((argument) => campaignFiles(fileOrPreset(argument)));
  const campaigns = await Promise.all(files.map((file) => readCampaignFile(file)));
  let bar: Progress | undefined;
  const { stage, endedAt } = await runCampaigns({
    campaigns,
    seed,
    inspections,
    folder,
    onDay(done, of) {
      bar ??= startProgress(say({ zh: '演练（天）', en: 'days' }), of);
      bar.update(done);
    },
  });
  bar?.stop();
  for (const { id } of campaigns)
    process.stdout.write(`\n${reportText(await campaignReport(id, stage.services), say)}\n`);
  stage.close();
  process.stdout.write(`\n${filesText(folder)}\n`);
  return { campaigns, folder, endedAt };
}

const filesText = (folder: string): string =>
  say({
    zh: `文件在 ${folder}：stage.db（全部台账），archive/bulletins（通报），archive/rankings（排名），outbox/（短信）`,
    en: `Files in ${folder}: stage.db (all ledgers), archive/bulletins, archive/rankings, outbox/ (SMS)`,
  });

/** The stage's clock runs on from the end of what was played, or from where an earlier serving stood. */
async function serveFrom({ campaigns, folder, endedAt }: Played, port: number): Promise<void> {
  const clock = createDrillClock(endedAt);
  const stage = openStage({ folder, clock, ids: createSystemIds(clock), durability: 'full', shared: true });
  const book = await openRunBook(stage.services.items);
  const people = campaigns.flatMap(demoAccounts);
  const serving = await serve({
    stage,
    port,
    version: VERSION,
    logger: jsonLines(clock, 'errors'),
    prepare: (accounts, known) => ensureAccounts(people, accounts, known),
    onBeat: () =>
      clock.reserve(async (until) => {
        if (book.found) await book.write({ ...book.found, clock: until });
      }),
  });
  const names = people.map(({ name, password, displayName }) => `  ${name} / ${password}  ${displayName}`);
  process.stdout.write(
    `\n${say({ zh: `接口：${serving.url}，说明：${serving.url}/openapi.json，演示账号：`, en: `API: ${serving.url}, described at ${serving.url}/openapi.json, demo sign-ins:` })}\n${names.join('\n')}\n${say({ zh: '按 Ctrl+C 停止。', en: 'Ctrl+C stops it.' })}\n`,
  );
  await untilStopped(serving);
}

async function start(options: StartOptions): Promise<ExitCode> {
  const played = await playAndReport(options);
  if (!options.once) await serveFrom(played, options.port);
  return EXIT.ok;
}

process.exitCode = await runCommand(args, () => start(command.parse(args, { from: 'user' }).opts<StartOptions>()));
