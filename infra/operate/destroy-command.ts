import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { createCli, EXIT, type ExitCode, runCommand } from '../local/cli/command.ts';
import { findAccount } from './account.ts';
import { askYes, isAttended } from './ask.ts';
import { runCdk } from './cdk.ts';
import { emptyBucket } from './empty-bucket.ts';
import { addStageOptions, contextOf, isThrowaway, type StageOptions, stackNames } from './stage-option.ts';
import { bucketsOf, stacksOf } from './stage-stacks.ts';

interface DestroyOptions extends StageOptions {
  readonly yes: boolean;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '撤除试用环境 dev：清空存储桶，删除全部数据和资源；其他环境受保护，不会被撤除',
  en: 'take the stage dev down: empties its buckets, deletes all data and resources; every other stage is protected',
};
const cli = createCli('destroy', DESCRIPTION, args);
const { say } = cli;
const command = addStageOptions(cli, true).option('--yes', say({ zh: '不再询问', en: 'ask nothing' }), false);

const tell = (zh: string, en: string): void => void process.stderr.write(`${say({ zh, en })}\n`);

async function destroy(options: DestroyOptions): Promise<ExitCode> {
  const { stage } = options;
  if (!isThrowaway(stage)) throw protectedStage(stage);
  const { id, region, who } = await findAccount();
  tell(
    `环境 ${stage}，账号 ${id}，区域 ${region}（${who}）`,
    `stage ${stage}, account ${id}, region ${region} (${who})`,
  );
  const cloudFormation = new CloudFormationClient();
  const stacks = await stacksOf(cloudFormation, stage);
  if (stacks.length === 0) {
    tell('没有这个环境，无须撤除。', 'there is no such stage here; nothing to do.');
    return EXIT.ok;
  }
  await demandYes(options);
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-cdk-'));
  try {
    await takeDown(options, stacks, folder, cloudFormation);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  tell(`环境 ${stage} 已撤除。`, `stage ${stage} is gone.`);
  return EXIT.ok;
}

async function takeDown(
  options: DestroyOptions,
  stacks: readonly Stack[],
  folder: string,
  cloudFormation: CloudFormationClient,
): Promise<void> {
  const { stage } = options;
  const common = ['--exclusively', '--force', '--output', folder, ...contextOf(options)];
  const buckets = await bucketsOf(cloudFormation, stage);
  // What runs goes first, so that nothing writes into the buckets any more.
  const [data, service] = stackNames(stage);
  if (stacks.some(({ StackName }) => StackName === service)) {
    tell('1/3 撤除运行部分', '1/3 taking down what runs');
    await runCdk('destroy', [service, ...common]);
  }
  const s3 = new S3Client();
  tell('2/3 清空存储桶', '2/3 emptying the buckets');
  for (const bucket of buckets) {
    const count = await emptyBucket(s3, bucket);
    tell(`  ${bucket}：删除 ${count} 个对象版本`, `  ${bucket}: ${count} versions of objects deleted`);
  }
  tell('3/3 撤除存储部分', '3/3 taking down what is kept');
  await runCdk('destroy', [data, ...common]);
}

/** CloudFormation would refuse half-way; this says so before anything is touched. */
const protectedStage = (stage: string): BadInput =>
  new BadInput({
    zh: `环境 ${stage} 受保护：台账、档案和账号在行动结束后还要留存。确需撤除的，请按 infra/stacks/README.md 的“Taking a protected stage down”逐步处理。`,
    en: `stage ${stage} is protected: ledgers, archive and accounts outlive a campaign; to take it down all the same, follow “Taking a protected stage down” in infra/stacks/README.md`,
  });

async function demandYes({ stage, yes }: DestroyOptions): Promise<void> {
  if (yes) return;
  const question = { zh: `删除环境 ${stage} 和其中全部数据吗？`, en: `delete stage ${stage} and all that is in it?` };
  if (isAttended() && (await askYes(say(question)))) return;
  throw new BadInput({
    zh: `没有撤除。确认删除环境 ${stage} 和其中全部数据，请加 --yes`,
    en: `nothing was deleted; add --yes to delete stage ${stage} and all that is in it`,
  });
}

process.exitCode = await runCommand(args, () => destroy(command.parse(args, { from: 'user' }).opts<DestroyOptions>()));
