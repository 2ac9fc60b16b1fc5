import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCli, type ExitCode, runCommand, userPath } from '../../../../infra/local/cli/command.ts';
import { BadInput } from '../../../../shared/domain/bad-input.ts';
import { CampaignError } from '../../../../shared/domain/campaign/campaign-problem.ts';

let spoken = '';
beforeEach(() => {
  spoken = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    spoken += String(text);
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    spoken += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A command with one option of each kind, run as a program would. */
const run = (...args: string[]): Promise<ExitCode> =>
  runCommand(args, async () => {
    const { command, lang, say } = createCli('sample', { zh: '示例', en: 'a sample' }, args);
    command
      .requiredOption('--ledger <file>', say({ zh: '台账', en: 'the ledger' }))
      .option('--port <n>', 'port', '8080');
    command.parse(args, { from: 'user' });
    process.stderr.write(lang);
    return 0;
  });

const fail = (error: unknown, ...args: string[]) =>
  runCommand(args, async () => {
    throw error;
  });

describe('a command', () => {
  it('speaks Chinese unless --lang en asks otherwise, in both ways of writing it', async () => {
    expect(await run('--ledger', 'x')).toBe(0);
    expect(await run('--ledger', 'x', '--lang', 'en')).toBe(0);
    expect(await run('--ledger', 'x', '--lang=en')).toBe(0);
    expect(spoken).toBe('zhenen');
  });

  it('shows its help in the language and ends well', async () => {
    expect(await run('--help')).toBe(0);
    expect(spoken).toContain('用法： npm run sample -- [options]\n\n示例\n\n选项：');
    expect(spoken).toContain('输出语言（可选 zh、en，默认 zh）');
    spoken = '';
    expect(await run('--help', '--lang', 'en')).toBe(0);
    expect(spoken).toContain('Usage: npm run sample -- [options]\n\na sample');
    expect(spoken).toContain('language of the output (choices: "zh", "en", default: "zh")');
  });

  it.each([
    [[], '缺少必填选项：--ledger <file>。加 --help 看用法。'],
    [['--ledger'], '这个选项后面要有值：--ledger <file>。'],
    [['--ledger', 'x', '--foo'], '没有这个选项：--foo。'],
    [['--ledger', 'x', '--lang', 'fr'], '这个选项的值不对：--lang <lang>（可用：zh, en）。'],
    [['--ledger', 'x', 'y'], '多出了参数：'],
  ])('ends with 2 and one line in Chinese for %j', async (args, message) => {
    expect(await run(...args)).toBe(2);
    expect(spoken).toContain(message);
    expect(spoken.trim().split('\n')).toHaveLength(1);
  });

  it('ends with 2 and the parser’s own sentence in English', async () => {
    expect(await run('--lang', 'en')).toBe(2);
    expect(spoken).toBe("required option '--ledger <file>' not specified; see --help.\n");
  });
});

describe('runCommand', () => {
  it('gives the exit code of the work', async () => {
    expect(await runCommand([], async () => 1)).toBe(1);
    expect(spoken).toBe('');
  });

  it('ends with 2 for bad input, in the language asked for, without a stack', async () => {
    const bad = new BadInput({ zh: '坏', en: 'bad' });
    expect(await fail(bad)).toBe(2);
    expect(await fail(bad, '--lang', 'en')).toBe(2);
    expect(spoken).toBe('坏\nbad\n');
  });

  it('ends with 2 for a campaign file that is not right, listing everything in one language', async () => {
    const problems = [
      { path: 'units[3].league', line: 7, message: '没有这个组别', messageEn: 'there is no such league' },
      { path: 'name', message: '不能为空', messageEn: 'must not be empty' },
    ];
    expect(await fail(new CampaignError(problems))).toBe(2);
    expect(spoken).toBe('活动配置有 2 处要改：\n  units[3].league（第 7 行） 没有这个组别\n  name 不能为空\n');
  });

  it('ends with 1 and the reason, without a stack, for anything else', async () => {
    expect(await fail(new Error('disk full'))).toBe(1);
    expect(await fail('text', '--lang', 'en')).toBe(1);
    expect(spoken).toBe('没有完成：disk full\nnot finished: text\n');
  });
});

describe('userPath', () => {
  it('starts from the folder in which the person called npm', () => {
    vi.stubEnv('INIT_CWD', '/somewhere/else');
    expect(userPath('a.csv')).toBe('/somewhere/else/a.csv');
    expect(userPath('/b.csv')).toBe('/b.csv');
    vi.stubEnv('INIT_CWD', undefined);
    expect(userPath('a.csv')).toBe(resolve('a.csv'));
  });
});
