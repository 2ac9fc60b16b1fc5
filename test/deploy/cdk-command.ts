import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackOutputs } from './deployed-stage.ts';
import { type Emulator, ROOT } from './emulator.ts';

/** The stage of the proof: a rehearsal, so that its clock can be set, whose tokens the emulator itself gives out. */
const SETTINGS = (url: string) => ['-c', 'stage=dev', '-c', 'clock=stage', '-c', `identityUrl=${url}`];

/** Runs the CDK command line; its output is shown where it fails. */
export function cdk(args: readonly string[], folder: string, { env, url }: Emulator): Promise<void> {
  const all = [...args, ...SETTINGS(url), '--progress', 'events', '--output', join(folder, 'cdk.out')];
  const child = spawn(join(ROOT, 'node_modules/.bin/cdk'), all, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  return new Promise((done, fail) => {
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`cdk ${args[0]} ended with ${code}\n${output.slice(-4000)}`)),
    );
  });
}

/** Deploys both stacks and hands back what they say of themselves. */
export async function deploy(folder: string, emulator: Emulator): Promise<StackOutputs> {
  const file = join(folder, 'outputs.json');
  await cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', file], folder, emulator);
  return Object.assign({}, ...Object.values(JSON.parse(readFileSync(file, 'utf8'))));
}
