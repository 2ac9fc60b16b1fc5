import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackOutputs } from './deployed-stage.ts';
import { type Emulator, ROOT } from './emulator.ts';

/** Runs `npm run deploy` or `destroy` for dev as a person would; what it says is shown where it fails. */
export function operate(command: 'deploy' | 'destroy', args: readonly string[], { env, url }: Emulator): Promise<void> {
  // A rehearsal, so that its clock can be set, whose tokens the emulator itself gives out.
  const all = ['--stage', 'dev', '--lang', 'en', '--set', 'clock=stage', `identityUrl=${url}`, ...args];
  const program = join(ROOT, `infra/operate/${command}-command.ts`);
  const child = spawn(process.execPath, [program, ...all], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  return new Promise((done, fail) => {
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ended with ${code}\n${output.slice(-4000)}`)),
    );
  });
}

/** Prepares the account, deploys both stacks and hands back what they say of themselves. */
export async function deploy(folder: string, emulator: Emulator): Promise<StackOutputs> {
  const file = join(folder, 'outputs.json');
  await operate('deploy', ['--bootstrap', '--outputs', file], emulator);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Takes both stacks down with all that is in them. */
export const destroy = (emulator: Emulator): Promise<void> => operate('destroy', ['--yes'], emulator);
