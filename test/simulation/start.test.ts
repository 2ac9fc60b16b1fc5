import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const data = join(folder, 'data');
const small = ['--data', data, '--campaign', 'preset:s2b', '--inspections', '120'];

/** Starts the stage on any free port and waits for its address. */
function serveStage(args: readonly string[]): Promise<{ url: string; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, ['infra/local/start.ts', ...args, '--port', '0'], {
    cwd: resolve(import.meta.dirname, '../..'),
  });
  const ended = new Promise<number | null>((done) => void child.on('close', done));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return new Promise((ready, fail) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url && output.includes('Ctrl+C')) ready({ url, stop });
    });
    child.on('close', (code) => fail(new Error(`ended with ${code}: ${output}`)));
  });
}

describe('npm start', () => {
  it('plays the campaign, prints what a clerk wants to know, and ends with --once', async () => {
    const { code, stdout } = await runCommand('start', [...small, '--once']);
    expect(code).toBe(0);
    for (const part of [
      '宣传发动',
      '集中攻坚',
      '巩固提升',
      '督办阶梯',
      '短信',
      '周排名',
      '月排名',
      '待签批的问责建议',
      data,
    ])
      expect(stdout).toContain(part);
  });
  it('does not play again what is played, and serves it to those who sign in', async () => {
    const { url, stop } = await serveStage(small);
    const post = (path: string, body: unknown) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { token } = (await (await post('/sign-in', { name: 'auditor', password: 'auditor-demo' })).json()) as {
      token: string;
    };
    const campaigns = await fetch(`${url}/campaigns`, { headers: { authorization: `Bearer ${token}` } });
    expect(await campaigns.json()).toMatchObject({ items: [{ id: 's2b-hundred-days', status: 'ended' }] });
    expect((await fetch(`${url}/campaigns`)).status).toBe(401);
    expect((await post('/sign-in', { name: 'auditor', password: 'wrong' })).status).toBe(401);
    expect(await stop()).toBe(0);
  });
  it('says what to do about a taken port', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => void holder.once('listening', done));
    const { port } = holder.address() as { port: number };
    expect(await runCommand('start', [...small, '--port', String(port)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`端口 ${port} 已被占用`),
    });
    holder.close();
  });
  it('says what to do about a folder it cannot write and one that holds another run', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await runCommand('start', ['--once', '--data', join(file, 'x')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a-file'),
    });
    expect(await runCommand('start', ['--once', '--data', data])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('另一次运行'),
    });
  });
  it('has a help that names every option, in both languages', async () => {
    const zh = await runCommand('start', ['--help']);
    const en = await runCommand('start', ['--help', '--lang', 'en']);
    for (const option of ['--once', '--port', '--data', '--campaign', '--seed'])
      expect(zh.stdout + en.stdout).toContain(option);
    expect(en.stdout).toContain('play the sample campaign');
  });
});
