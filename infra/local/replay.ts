import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerReading } from '../../functions/ledger-import/ledger/read-ledger.ts';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { fileOrPreset } from './cli/options.ts';
import { makeFolder } from './cli/output-folder.ts';
import { type Progress, startProgress } from './cli/progress.ts';
import { readLedgerFile } from './ledger/ledger-file.ts';
import { loadMapping } from './ledger/mapping-file.ts';
import { writeReports } from './ledger/report-files.ts';
import { campaignFiles, readCampaignFile } from './read-campaign-file.ts';
import { parseAsOf } from './replay/as-of.ts';
import { removeEarlierResults } from './replay/earlier-results.ts';
import { placeInCampaign } from './replay/place-in-campaign.ts';
import { replayCampaign } from './replay/replay-campaign.ts';
import { closedPeriods, rankReplay } from './replay/replay-rankings.ts';
import { summarise } from './replay/replay-summary.ts';
import { runReplay } from './replay/run-replay.ts';
import { writeEscalations, writeJson } from './replay/write-results.ts';

interface ReplayOptions {
  readonly ledger: string;
  readonly mapping: string;
  readonly asOf: string;
  readonly out: string;
  readonly campaign?: string;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '把一份历史台账按各件原来的时间在虚拟时钟上重走一遍，得出汇总、排名和督办记录',
  en: 'drive a historic ledger through the pipeline on the virtual clock, as if each record had come in and closed at its own time',
};
const { lang, command, say } = createCli('replay', DESCRIPTION, args);
command
  .requiredOption('--ledger <file>', say({ zh: '台账文件，CSV 或 XLSX', en: 'the ledger, CSV or XLSX' }))
  .requiredOption('--mapping <file>', say({ zh: '对照表，YAML 或 JSON', en: 'the mapping, YAML or JSON' }))
  .requiredOption(
    '--as-of <time>',
    say({ zh: '截至时间，按对照表的时区', en: 'until when, in the zone of the mapping' }),
  )
  .requiredOption('--out <folder>', say({ zh: '结果放在这个文件夹', en: 'the folder for the results' }))
  .option(
    '--campaign <file>',
    say({
      zh: '活动配置；不给则按台账自己的单位、同一组排名',
      en: 'a campaign file; without one the ledger’s own units in one league',
    }),
  );

async function campaignFor(
  options: ReplayOptions,
  reading: LedgerReading,
  timeZone: string,
  asOf: string,
): Promise<Campaign> {
  const [file] = options.campaign ? campaignFiles(fileOrPreset(options.campaign)) : [];
  return file ? readCampaignFile(file) : replayCampaign(reading.records, timeZone, asOf);
}

/** A bar that learns with the first step how many there are. */
function progressBar(): (done: number, of: number) => void {
  let bar: Progress | undefined;
  return (done, of) => {
    bar ??= startProgress(say({ zh: '回放', en: 'replay' }), of);
    bar.update(done);
    if (done === of) bar.stop();
  };
}

async function replay(options: ReplayOptions): Promise<ExitCode> {
  const mapping = await loadMapping(userPath(options.mapping));
  const asOf = parseAsOf(options.asOf, mapping.timeZone);
  const reading = await readLedgerFile(userPath(options.ledger), mapping);
  const campaign = await campaignFor(options, reading, mapping.timeZone, asOf);
  const { records: placed, unknownUnits } = placeInCampaign(reading.records, campaign);
  const records = placed.filter((record) => record.reportedAt <= asOf);
  const out = userPath(options.out);
  await makeFolder(out);
  await removeEarlierResults(out);
  await writeReports(out, reading, lang);
  const folder = await mkdtemp(join(tmpdir(), 'hundred-days-replay-'));
  try {
    const { stage, context } = await runReplay({ records, campaign, asOf, folder }, progressBar());
    const result = await summarise(campaign.id, stage.services.ledger, reading.counts, asOf);
    await writeEscalations(out, result.escalations);
    const periods = closedPeriods(context.config, records, asOf);
    const ranking = startProgress(say({ zh: '排名', en: 'rankings' }), periods.length);
    await rankReplay(stage.services, context, periods, (document, done) => {
      ranking.update(done);
      return writeJson(join(out, 'rankings', document.kind, `${document.period}.json`), document);
    });
    ranking.stop();
    await writeJson(join(out, 'summary.json'), result.summary);
    stage.close();
    report(result.summary, out);
    mention(reading.records.length - records.length, unknownUnits, reading.counts.accepted);
    return reading.counts.accepted > 0 ? EXIT.ok : EXIT.failed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(
  { problems, rows, accepted, rejected, flagged, escalations }: Awaited<ReturnType<typeof summarise>>['summary'],
  out: string,
): void {
  const text = say({
    zh: `台账 ${rows} 行：收下 ${accepted}，退回 ${rejected}，标记 ${flagged}。问题 ${problems.total} 件：销号 ${problems.closed}，超期 ${problems.overdue}（销号超期 ${problems.closedLate}，未销号超期 ${problems.openOverdue}），无期限 ${problems.withoutDeadline}。督办 ${escalations.total} 次。结果在 ${out}`,
    en: `${rows} rows: ${accepted} accepted, ${rejected} rejected, ${flagged} flagged. ${problems.total} problems: ${problems.closed} closed, ${problems.overdue} overdue (${problems.closedLate} closed late, ${problems.openOverdue} open), ${problems.withoutDeadline} without a deadline. ${escalations.total} rungs decided. Results in ${out}`,
  });
  process.stderr.write(`${text}\n`);
}

const NAMED = 5;

/** What a person would otherwise wonder about in the figures. */
function mention(notYet: number, unknownUnits: readonly string[], accepted: number): void {
  const tell = (text: Bilingual) => process.stderr.write(`${say(text)}\n`);
  if (notYet > 0)
    tell({
      zh: `其中 ${notYet} 件在截至时间之后才上报，不计入问题数`,
      en: `${notYet} of them were reported after the as-of time and are not among the problems`,
    });
  if (unknownUnits.length > 0) {
    const names = unknownUnits.slice(0, NAMED);
    tell({
      zh: `活动里没有这 ${unknownUnits.length} 个单位，计入汇总而不排名：${names.join('、')}${unknownUnits.length > NAMED ? '……' : ''}。可在对照表 aliases.unit 里写明对应关系`,
      en: `the campaign lacks ${unknownUnits.length} units, which are counted and not ranked: ${names.join(', ')}${unknownUnits.length > NAMED ? ' …' : ''}; say in the mapping's aliases.unit which they are`,
    });
  }
  if (accepted === 0)
    tell({
      zh: '没有一行可以收下：请看 rejects.csv 里的原因，或核对台账和对照表',
      en: 'no row could be accepted: see the reasons in rejects.csv, or check the ledger and the mapping',
    });
}

process.exitCode = await runCommand(args, () => replay(command.parse(args, { from: 'user' }).opts<ReplayOptions>()));
