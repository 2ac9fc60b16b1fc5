import type { Command } from 'commander';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { type Cli, userPath } from '../local/cli/command.ts';

/** What every command of the cloud stage takes. */
export interface StageOptions {
  readonly stage: string;
  readonly settings?: string;
  readonly set?: readonly string[];
}

const STAGE = /^[a-z][a-z0-9]{0,11}$/;
const SETTING = /^[a-zA-Z]+=.+$/s;

/** Only `dev` may be destroyed with all that is in it. */
export const isThrowaway = (stage: string): boolean => stage === 'dev';

/** The names of a stage's stacks, what is kept first. */
export const stackNames = (stage: string): readonly [data: string, service: string] => [
  `HundredDays-${stage}-Data`,
  `HundredDays-${stage}-Service`,
];

/** Adds `--stage`, and with `withSettings` also what a stage is made with. */
export function addStageOptions({ command, say }: Cli, withSettings: boolean): Command {
  command.requiredOption(
    '--stage <name>',
    say({ zh: '环境的名称；dev 供试用，其中的一切可以删除', en: 'the stage; what is in dev may be destroyed' }),
    stageName,
  );
  if (!withSettings) return command;
  return command
    .option('--settings <file>', say({ zh: '设置文件（JSON）', en: 'a JSON file with settings' }), userPath)
    .option(
      '--set <name=value...>',
      say({ zh: '单项设置，先于设置文件', en: 'single settings; they go before those of the file' }),
      settings,
    );
}

function stageName(text: string): string {
  if (STAGE.test(text)) return text;
  throw new BadInput({
    zh: `--stage 是 1 至 12 个小写字母和数字，以字母开头，例如 dev、prod，而不是“${text}”`,
    en: `--stage is 1 to 12 lower-case letters and digits that begin with a letter, such as dev or prod, not "${text}"`,
  });
}

function settings(text: string, before: readonly string[] = []): readonly string[] {
  if (SETTING.test(text)) return [...before, text];
  throw new BadInput({
    zh: `--set 写作 名称=值，例如 alarmEmail=a@example.org，而不是“${text}”`,
    en: `--set wants name=value, such as alarmEmail=a@example.org, not "${text}"`,
  });
}

/** The same for the command line of CDK. */
export const contextOf = ({ stage, settings: file, set = [] }: StageOptions): readonly string[] =>
  [`stage=${stage}`, ...(file ? [`settings=${file}`] : []), ...set].flatMap((one) => ['-c', one]);
