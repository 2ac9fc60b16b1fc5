import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const REGION = 'us-east-1';
/** What the emulator takes for credentials: it asks for none. */
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
};
/** `cryptography` lets its identity service sign tokens for real. */
const PACKAGES = ['ministack==1.5.33', 'cryptography'];

export interface Emulator {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Why there is no emulator on this machine, as a sentence; the proof is then skipped, visibly. */
export class NoEmulator extends Error {
  override readonly name = 'NoEmulator';
}

/** Installs the emulator into a virtual environment of its own. Throws `NoEmulator`. */
function install(folder: string): string {
  const program = join(folder, 'venv', 'bin', 'ministack');
  if (existsSync(program)) return program;
  try {
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'ignore' });
    execFileSync(join(folder, 'venv', 'bin', 'pip'), ['install', '--quiet', ...PACKAGES], { stdio: 'ignore' });
  } catch (error) {
    throw new NoEmulator(
      `the emulator could not be installed (it needs Python 3 with venv, and PyPI): ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    );
  }
  return program;
}

/** Starts the emulator on a port of the loopback; the functions run on this process's own Node. Throws `NoEmulator`. */
export async function startEmulator(folder: string, port: number): Promise<Emulator> {
  const url = `http://127.0.0.1:${port}`;
  if (await answerOf(url))
    throw new Error(`something answers at ${url} already; end it, or name another port by HUNDRED_DAYS_EMULATOR_PORT`);
  const program = install(folder);
  const env = {
    ...process.env,
    ...ENVIRONMENT,
    AWS_ENDPOINT_URL: url,
    GATEWAY_PORT: String(port),
    NODE_PATH: join(ROOT, 'node_modules'),
    PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
  };
  const child = spawn(program, [], { env, stdio: 'ignore' });
  // Whoever interrupts the proof wants no emulator left behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => void child.kill('SIGTERM'));
  const ended = new Promise<void>((done) => void child.once('exit', () => done()));
  await ready(url, child);
  return {
    url,
    env,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answerOf = (url: string): Promise<Response | undefined> => fetch(url).catch(() => undefined);

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if (child.exitCode !== null) throw new NoEmulator('the emulator ended while it started; is its port taken?');
    if ((await answerOf(`${url}/_ministack/health`))?.ok) return;
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new NoEmulator('the emulator did not answer within a minute');
}
