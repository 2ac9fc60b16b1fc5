import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'rehearse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Path and SHA-256 of every file below a folder. */
const fingerprint = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file.slice(root.length)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
    .toSorted();

const rehearse = (out: string, seed: string) =>
  runCommand('rehearse', [
    '--campaign',
    'preset:s2b',
    '--inspections',
    '200',
    '--seed',
    seed,
    '--out',
    join(folder, out),
  ]);

describe('rehearse', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const results = await Promise.all([rehearse('a', '7'), rehearse('b', '7'), rehearse('c', '8')]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(fingerprint(join(folder, 'a')).length).toBeGreaterThan(50);
    expect(fingerprint(join(folder, 'a'))).toEqual(fingerprint(join(folder, 'b')));
    expect(fingerprint(join(folder, 'a'))).not.toEqual(fingerprint(join(folder, 'c')));
  });
  it('publishes a bulletin for each closed week of the hundred-day plan, and walks its three phases (S2b)', () => {
    const bulletins = readdirSync(join(folder, 'a', 'bulletins', 's2b-hundred-days'));
    expect(bulletins.filter((name) => name.startsWith('weekly-'))).toHaveLength(15);
    expect(bulletins.filter((name) => name.startsWith('phase-'))).toEqual([
      'phase-attack',
      'phase-consolidation',
      'phase-publicity',
    ]);
  });
  it('names the files of a bulletin by their SHA-256', () => {
    const bulletin = join(folder, 'a', 'bulletins', 's2b-hundred-days', 'weekly-2026-W12');
    const { files } = JSON.parse(readFileSync(join(bulletin, 'manifest.json'), 'utf8'));
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const { name, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(bulletin, name)))
          .digest('hex'),
      ).toBe(sha256);
    }
  });
  it('does not mix its results with what is there already', async () => {
    writeFileSync(join(folder, 'c', 'mine.txt'), 'kept');
    const { code, stderr } = await rehearse('c', '8');
    expect(code).toBe(2);
    expect(stderr).toContain('不是空的');
  });
  it('explains itself and refuses what it does not understand', async () => {
    expect(await runCommand('rehearse', ['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--campaign'),
    });
    expect(await runCommand('rehearse', ['--campaign', 'preset:none', '--out', join(folder, 'x')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('preset:s2b'),
    });
    expect(
      await runCommand('rehearse', [
        '--campaign',
        'preset:s2b',
        '--seed',
        'x',
        '--out',
        join(folder, 'x'),
        '--lang',
        'en',
      ]),
    ).toMatchObject({ code: 2, stderr: expect.stringContaining('whole number') });
  });
});
