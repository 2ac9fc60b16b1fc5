import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Option } from 'commander';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { ACCESS_ROLES } from '../../shared/domain/campaign/vocabulary.ts';
import { createCli, EXIT, type ExitCode, runCommand } from '../local/cli/command.ts';
import { findAccount } from './account.ts';
import { makeAccount, type NewAccount, newPassword } from './make-account.ts';
import { signInLine } from './sign-in-line.ts';
import { addStageOptions, type StageOptions } from './stage-option.ts';
import { type Outputs, outputsOf } from './stage-stacks.ts';

interface AccountOptions extends Pick<StageOptions, 'stage'>, Omit<NewAccount, 'displayName'> {
  readonly displayName?: string;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '在云上环境中新建一个账号，密码只显示一次',
  en: 'make an account on a stage in the cloud; its password is shown once',
};
const cli = createCli('account', DESCRIPTION, args);
const { say } = cli;
const command = addStageOptions(cli, false)
  .requiredOption('--name <name>', say({ zh: '账号名称', en: 'the name to sign in with' }))
  .addOption(
    new Option('--role <role>', say({ zh: '角色', en: 'the role' })).choices(ACCESS_ROLES).makeOptionMandatory(),
  )
  .option('--display-name <text>', say({ zh: '显示的姓名', en: 'what histories call them' }))
  .option('--unit <id>', say({ zh: '责任单位的编号，角色为 unit 时必填', en: 'the unit of an account of that role' }))
  .option(
    '--campaigns <id...>',
    say({ zh: '只能看到这些行动；不写则为全部', en: 'the only campaigns they see; without it all' }),
  );

async function account({ stage, displayName, ...wanted }: AccountOptions): Promise<ExitCode> {
  if (wanted.role === 'unit' && !wanted.unit) throw UNIT_MISSING;
  const { region } = await findAccount();
  const outputs = await outputsOf(new CloudFormationClient(), stage);
  if (!outputs.UserPoolId) throw noStage(stage, region);
  const password = newPassword();
  const made = { ...wanted, displayName: displayName ?? wanted.name };
  await makeAccount(new CognitoIdentityProviderClient(), outputs.UserPoolId, made, password);
  process.stdout.write(`${say(shown(made.name, password, outputs, region))}\n`);
  return EXIT.ok;
}

const shown = (name: string, password: string, { Url = '', ClientId = '' }: Outputs, region: string) => {
  const line = signInLine({ name, password, client: ClientId, region, endpoint: process.env.AWS_ENDPOINT_URL });
  const use = `curl -s ${Url}/campaigns -H "authorization: Bearer $TOKEN"`;
  return {
    zh: `已新建账号 ${name}，密码 ${password}（只显示这一次）\n登录，令牌八小时有效：\n  ${line}\n使用：\n  ${use}`,
    en: `made the account ${name}, password ${password} (shown this once)\nto sign in, for eight hours:\n  ${line}\nto use it:\n  ${use}`,
  };
};

const UNIT_MISSING = new BadInput({
  zh: '角色为 unit 的账号要写明 --unit <责任单位编号>',
  en: 'an account of the role unit needs --unit <id>',
});

const noStage = (stage: string, region: string): BadInput =>
  new BadInput({
    zh: `区域 ${region} 没有环境 ${stage}，请先部署：npm run deploy -- --stage ${stage}`,
    en: `there is no stage ${stage} in ${region}; deploy it first: npm run deploy -- --stage ${stage}`,
  });

process.exitCode = await runCommand(args, () => account(command.parse(args, { from: 'user' }).opts<AccountOptions>()));
