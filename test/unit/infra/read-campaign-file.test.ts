import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { campaignFiles, readCampaignFile } from '../../../infra/local/read-campaign-file.ts';
import { buildCampaign, buildCampaignInput } from '../../support/build-campaign.ts';
import { gb18030 } from '../../support/gb18030.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'campaign-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files beside one another and returns the path of the first. */
function write(...files: ReadonlyArray<readonly [name: string, content: string | Buffer]>): string {
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return join(folder, files[0]?.[0] ?? '');
}

const { leagues, units, ...rest } = buildCampaignInput();
const withUnitsFile = `unitsFile: ./units.yaml\n${stringify(rest)}`;
const standard = {
  id: 'tiny',
  name: '小标准',
  source: 'made up',
  points: 1,
  domains: [
    {
      id: '1',
      name: '市容',
      points: 1,
      items: [
        {
          id: '1.1',
          name: '保洁',
          points: 1,
          subItems: [
            { id: '1.1.1', name: '道路', points: 1, checkpoints: [{ id: '1.1.1.1', name: '见本色', points: 1 }] },
          ],
        },
      ],
    },
  ],
};

describe('readCampaignFile', () => {
  it('reads a campaign that stands in one file, YAML or JSON', async () => {
    const yaml = write(['c.yaml', stringify(buildCampaignInput())]);
    const json = write(['c.json', JSON.stringify(buildCampaignInput())]);
    expect(await readCampaignFile(yaml)).toEqual(buildCampaign());
    expect(await readCampaignFile(json)).toEqual(buildCampaign());
  });

  it('reads a file saved as GB18030', async () => {
    const path = write(['c.yaml', gb18030(stringify(buildCampaignInput()))]);
    expect((await readCampaignFile(path)).name).toBe('2026年百日攻坚行动');
  });

  it('puts the units and the standard of the files it names in place', async () => {
    const path = write(
      ['c.yaml', `standardFile: standard.yaml\n${withUnitsFile}`],
      ['units.yaml', stringify({ leagues, units })],
      ['standard.yaml', stringify(standard)],
    );
    const campaign = await readCampaignFile(path);
    expect(campaign).toEqual({ ...buildCampaign(), standard: campaign.standard });
    expect(campaign.standard?.points).toBe(1);
  });

  it('says by path what is wrong in a named file, and on which line it is named', async () => {
    const path = write(
      ['c.yaml', `# a comment\n${withUnitsFile}`],
      ['units.yaml', stringify({ leagues, units: [{ ...units[0], league: 'street' }, ...units.slice(1)] })],
    );
    await expect(readCampaignFile(path)).rejects.toMatchObject({
      problems: [expect.objectContaining({ path: 'units[0].league', line: 2 })],
    });
  });

  it('keeps the line of what stands in the campaign file itself', async () => {
    const path = write(
      ['c.yaml', `unitsFile: ./units.yaml\nissue: 县创卫办\n${stringify(rest)}`],
      ['units.yaml', stringify({ leagues, units })],
    );
    await expect(readCampaignFile(path)).rejects.toMatchObject({
      problems: [expect.objectContaining({ path: 'issue', line: 2 })],
    });
  });

  it('names the file that is malformed', async () => {
    const path = write(['c.yaml', withUnitsFile], ['units.yaml', 'leagues: [\nunits: 3\n']);
    await expect(readCampaignFile(path)).rejects.toThrow('./units.yaml');
  });

  it('refuses a file of units that holds something else', async () => {
    const path = write(['c.yaml', withUnitsFile], ['units.yaml', stringify({ leagues, units, phases: [] })]);
    await expect(readCampaignFile(path)).rejects.toThrow('单位文件应只有 leagues 和 units 两项');
  });

  it('refuses units that stand both in the campaign file and beside it', async () => {
    const path = write(
      ['c.yaml', `unitsFile: ./units.yaml\n${stringify(buildCampaignInput())}`],
      ['units.yaml', stringify({ leagues, units })],
    );
    await expect(readCampaignFile(path)).rejects.toThrow('leagues 在活动配置里写了，unitsFile 里又有一份');
  });

  it('says which file is missing', async () => {
    const path = write(['c.yaml', withUnitsFile]);
    await expect(readCampaignFile(path)).rejects.toThrow(/units\.yaml cannot be read \(ENOENT\)/);
    await expect(readCampaignFile(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml cannot be read/);
  });

  it('refuses a campaign that has begun', async () => {
    const path = write(['c.yaml', stringify(buildCampaignInput())]);
    await expect(readCampaignFile(path, { now: '2026-04-01T00:00:00.000Z' })).rejects.toThrow('2026-03-02');
  });
});

describe('campaignFiles', () => {
  it('takes a path as it is', () => {
    expect(campaignFiles('./my.yaml')).toEqual(['./my.yaml']);
  });

  it('knows the three files of preset:s1', () => {
    expect(campaignFiles('preset:s1')).toHaveLength(3);
  });

  it('names the presets there are, for one that is not there', () => {
    expect(() => campaignFiles('preset:s9')).toThrow('preset:s2b');
  });
});
