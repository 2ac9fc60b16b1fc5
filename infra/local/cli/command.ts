import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { BadInput, type Lang } from '../../../shared/domain/bad-input.ts';
import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import { CampaignError } from '../../../shared/domain/campaign/campaign-problem.ts';

/** How a command ended: it did its work, the work failed, or it was asked for something that can't be done. */
export const EXIT = { ok: 0, failed: 1, badInput: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One command of the project in the language that its arguments ask for. */
export interface Cli {
  readonly lang: Lang;
  readonly command: Command;
  /** The sentence in the command's language. */
  say(text: Bilingual): string;
}

const LANG_OPTION = { zh: '输出语言', en: 'language of the output' };
const HELP_OPTION = { zh: '显示本帮助', en: 'show this help' };
const HEADINGS: Record<string, string> = { 'Usage:': '用法：', 'Options:': '选项：', 'Arguments:': '参数：' };

/** A command with `--lang` and `--help`; its author adds the options and reads them with `command.parse(args, { from: 'user' })`. */
export function createCli(name: string, description: Bilingual, args: readonly string[]): Cli {
  const lang = langOf(args);
  const say = (text: Bilingual) => text[lang];
  const command = new Command(`npm run ${name} --`)
    .description(say(description))
    .helpOption('-h, --help', say(HELP_OPTION))
    .addOption(new Option('--lang <lang>', say(LANG_OPTION)).choices(['zh', 'en']).default('zh'))
    .allowExcessArguments(false)
    .exitOverride()
    // The error comes back as an exception and is printed once, by runCommand.
    .configureOutput({ outputError: () => undefined });
  if (lang === 'zh') command.configureHelp({ styleTitle: (title) => HEADINGS[title] ?? title, optionDescription });
  return { lang, command, say };
}

/**
 * Runs a command to its exit code: a message without a stack on stderr where it fails, code 2 for wrong usage or bad
 * input, 1 for anything else.
 */
export async function runCommand(args: readonly string[], run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const { text, code } = describeFailure(error);
    process.stderr.write(`${text[langOf(args)]}\n`);
    return code;
  }
}

/** A path as the person typed it: npm moves to the project's folder before it runs a script. */
export const userPath = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? [`可选 ${argChoices.join('、')}`] : [];
  const fallback = defaultValue === undefined ? [] : [`默认 ${String(defaultValue)}`];
  const notes = [...choices, ...fallback];
  return notes.length > 0 ? `${description}（${notes.join('，')}）` : description;
}

/** Read before the options are, because the help and the errors of the options speak it too. */
function langOf(args: readonly string[]): Lang {
  const at = args.lastIndexOf('--lang');
  return args.includes('--lang=en') || (at >= 0 && args[at + 1] === 'en') ? 'en' : 'zh';
}

function describeFailure(error: unknown): { text: Bilingual; code: ExitCode } {
  if (error instanceof BadInput) return { text: error.text, code: EXIT.badInput };
  if (error instanceof CampaignError) return { text: campaignFaults(error), code: EXIT.badInput };
  if (error instanceof CommanderError) return { text: usageFault(error), code: EXIT.badInput };
  const reason = error instanceof Error ? error.message : String(error);
  return { text: { zh: `没有完成：${reason}`, en: `not finished: ${reason}` }, code: EXIT.failed };
}

function campaignFaults({ problems }: CampaignError): Bilingual {
  const zh = problems.map(({ path, line, message }) => `  ${path}${line ? `（第 ${line} 行）` : ''} ${message}`);
  const en = problems.map(({ path, line, messageEn }) => `  ${path}${line ? ` (line ${line})` : ''} ${messageEn}`);
  return {
    zh: `活动配置有 ${problems.length} 处要改：\n${zh.join('\n')}`,
    en: `to put right in the campaign file (${problems.length}):\n${en.join('\n')}`,
  };
}

const USAGE_FAULTS: Record<string, string> = {
  'commander.missingMandatoryOptionValue': '缺少必填选项',
  'commander.optionMissingArgument': '这个选项后面要有值',
  'commander.unknownOption': '没有这个选项',
  'commander.invalidArgument': '这个选项的值不对',
  'commander.missingArgument': '缺少参数',
  'commander.excessArguments': '多出了参数',
};

function usageFault({ code, message }: CommanderError): Bilingual {
  const english = message.replace(/^error: /u, '');
  const [, shown = english] = /'([^']+)'/u.exec(english) ?? [];
  const allowed = /Allowed choices are ([^.]+)/u.exec(english)?.[1];
  return {
    zh: `${USAGE_FAULTS[code] ?? '命令写法有误'}：${shown}${allowed ? `（可用：${allowed}）` : ''}。加 --help 看用法。`,
    en: `${english}; see --help.`,
  };
}
