import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from '../local/cli/command.ts';
import { type Account, findAccount } from './account.ts';
import { askYes, isAttended } from './ask.ts';
import { quietCdk, type RunCdk, runCdk } from './cdk.ts';
import { openCdkLog } from './cdk-log.ts';
import { nextSteps } from './next-steps.ts';
import { describeChanges, readChanges } from './stack-changes.ts';
import { showStacks } from './stack-progress.ts';
import { addStageOptions, contextOf, isThrowaway, type StageOptions } from './stage-option.ts';
import { isBootstrapped, outputsOf } from './stage-stacks.ts';
import { showWarnings } from './synth-warnings.ts';

interface DeployOptions extends StageOptions {
  readonly bootstrap: boolean;
  readonly diff: boolean;
  readonly yes: boolean;
  readonly verbose: boolean;
  readonly outputs?: string;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '把云上环境部署到 AWS：先看账号是否准备好，再列出改动，然后部署；再次运行即为更新',
  en: 'deploy a stage onto AWS: looks whether the account is prepared, shows what changes, deploys; run again, it updates',
};
const cli = createCli('deploy', DESCRIPTION, args);
const { say } = cli;
const command = addStageOptions(cli, true)
  .option(
    '--bootstrap',
    say({
      zh: '账号和区域首次使用 CDK 时，先做准备',
      en: 'prepare account and region for CDK first, where nobody has',
    }),
    false,
  )
  .option('--diff', say({ zh: '只列出改动，不部署', en: 'show what changes and deploy nothing' }), false)
  .option(
    '--outputs <file>',
    say({ zh: '把各项输出写到这个文件（JSON）', en: 'write what the stacks say of themselves here, as JSON' }),
    userPath,
  )
  .option('--yes', say({ zh: '不再询问', en: 'ask nothing' }), false)
  .option('--verbose', say({ zh: '显示 CDK 的全部输出', en: 'show all that CDK says' }), false);

const show = (text: string): void => void process.stderr.write(`${text}\n`);
const tell = (zh: string, en: string): void => show(say({ zh, en }));

async function deploy(options: DeployOptions): Promise<ExitCode> {
  const { stage } = options;
  const account = await findAccount();
  tell(
    `环境 ${stage}，账号 ${account.id}，区域 ${account.region}（${account.who}）`,
    `stage ${stage}, account ${account.id}, region ${account.region} (${account.who})`,
  );
  const cloudFormation = new CloudFormationClient();
  const isPrepared = await isBootstrapped(cloudFormation);
  if (!isPrepared) await demandPreparing(account, options);
  const deployed = await withCdk(options, async (cdk, log) => {
    if (!isPrepared) await prepare(cdk, account);
    return rollOut(cdk, options, log);
  });
  if (!deployed) return EXIT.ok;
  const outputs = await outputsOf(cloudFormation, stage);
  if (options.outputs) writeFileSync(options.outputs, `${JSON.stringify(outputs, null, 2)}\n`);
  process.stdout.write(`${say(nextSteps(stage, outputs))}\n`);
  return EXIT.ok;
}

/** CDK as it was asked for: aloud, or into a log that is named also where it fails. */
async function withCdk<Result>(
  { stage, verbose }: DeployOptions,
  act: (cdk: RunCdk, log?: string) => Promise<Result>,
): Promise<Result> {
  if (verbose) return act(runCdk);
  const log = openCdkLog(fileURLToPath(new URL(`../../cdk.out/deploy-${stage}.log`, import.meta.url)));
  try {
    return await act(quietCdk(log, show), log.file);
  } finally {
    tell(`CDK 的全部输出：${log.file}`, `all that CDK said: ${log.file}`);
    log.close();
  }
}

/** False where only the changes were wanted. */
async function rollOut(cdk: RunCdk, options: DeployOptions, log?: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-cdk-'));
  try {
    tell('1/3 打包函数，生成模板', '1/3 bundling the functions, making the templates');
    await cdk('synth', ['--quiet', '--output', folder, ...contextOf(options)], showWarnings(show));
    tell('2/3 与已部署的比较', '2/3 what changes');
    await showChanges(cdk, folder);
    if (options.diff) return false;
    await demandYes(options, log);
    tell('3/3 部署，首次约需五分钟', '3/3 deploying; the first time takes some five minutes');
    await withProgress(cdk, 'deploy', ['--app', folder, '--all', '--require-approval', 'never']);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function showChanges(cdk: RunCdk, folder: string): Promise<void> {
  const lines: string[] = [];
  await cdk('diff', ['--app', folder, '--method', 'template'], (line) => lines.push(line));
  for (const changes of readChanges(lines)) show(say(describeChanges(changes)));
}

async function withProgress(cdk: RunCdk, command: string, args: readonly string[]): Promise<void> {
  const stacks = showStacks();
  try {
    await cdk(command, args, stacks.hear);
  } finally {
    stacks.stop();
  }
}

/** An account and region are prepared once, by roles and a bucket that CDK deploys with. */
async function prepare(cdk: RunCdk, { id, region }: Account): Promise<void> {
  const place = `aws://${id}/${region}`;
  tell(`为 CDK 准备 ${place}`, `preparing ${place} for CDK`);
  await withProgress(cdk, 'bootstrap', [place]);
}

async function demandPreparing({ id, region }: Account, { bootstrap, yes, stage }: DeployOptions): Promise<void> {
  if (bootstrap) return;
  const question = {
    zh: `账号 ${id} 的区域 ${region} 还没有为 CDK 做准备（会新建几个角色和一个存储桶）。现在做吗？`,
    en: `account ${id} is not prepared for CDK in ${region} (that makes some roles and a bucket); do so now?`,
  };
  if (!yes && isAttended() && (await askYes(say(question)))) return;
  throw new BadInput({
    zh: `账号 ${id} 的区域 ${region} 还没有为 CDK 做准备。请加上 --bootstrap：npm run deploy -- --stage ${stage} --bootstrap`,
    en: `account ${id} is not prepared for CDK in ${region}; add --bootstrap: npm run deploy -- --stage ${stage} --bootstrap`,
  });
}

/** What is kept for good is changed only by somebody who has seen what changes. */
async function demandYes({ stage, yes }: DeployOptions, log?: string): Promise<void> {
  if (yes || isThrowaway(stage)) return;
  if (!isAttended()) {
    throw new BadInput({
      zh: `环境 ${stage} 的改动要有人确认；在脚本里请加 --yes`,
      en: `somebody has to agree to the changes of stage ${stage}; in a script add --yes`,
    });
  }
  const where = log === undefined ? { zh: '', en: '' } : { zh: `（逐项见 ${log}）`, en: ` (each of them: ${log})` };
  if (!(await askYes(say({ zh: `部署这些改动吗？${where.zh}`, en: `deploy these changes?${where.en}` }))))
    throw new BadInput({ zh: '没有部署。', en: 'nothing was deployed.' });
}

process.exitCode = await runCommand(args, () => deploy(command.parse(args, { from: 'user' }).opts<DeployOptions>()));
