import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCampaignFile } from '../../../infra/local/read-campaign-file.ts';
import { readCampaign } from '../../../shared/domain/campaign/read-campaign.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-campaign-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SAMPLE = join(import.meta.dirname, '../../../shared/domain/presets/sample-county.yaml');

describe('npm run check', () => {
  it('puts a campaign and the files it names into one that the API reads as the same campaign', async () => {
    const out = join(folder, 'whole.json');
    expect(await runCommand('check-campaign', ['--campaign', SAMPLE, '--out', out])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('36 个单位'),
    });
    expect(readCampaign(readFileSync(out, 'utf8'))).toEqual(await readCampaignFile(SAMPLE));
  });
  it('writes no file for a preset of several campaigns', async () => {
    const out = join(folder, 'three.json');
    const { code, stderr } = await runCommand('check-campaign', ['--campaign', 'preset:s1', '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('3 项行动');
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
  it('says of each fault where it stands, and writes nothing', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'id: broken\nname: 缺项\n');
    const out = join(folder, 'none.json');
    const { code, stderr } = await runCommand('check-campaign', ['--campaign', broken, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('phases');
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});
