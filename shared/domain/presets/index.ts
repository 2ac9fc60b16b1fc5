/** A ready campaign, or several that run together, for `--campaign preset:<id>`. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** In this folder; more than one where campaigns run side by side on the same units. */
  readonly files: readonly [string, ...string[]];
  /** The document whose rules the preset carries. */
  readonly seed: string;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 's0',
    name: '月度考核',
    nameEn: 'monthly appraisal with removal',
    files: ['s0-monthly-appraisal.yaml'],
    seed: 'S0',
  },
  {
    id: 's1',
    name: '“三创”同步冲刺',
    nameEn: 'three campaigns at once, three standards',
    files: ['s1-hygiene-county.yaml', 's1-civilised-county.yaml', 's1-model-environment.yaml'],
    seed: 'S1',
  },
  {
    id: 's2b',
    name: '百日攻坚方案',
    nameEn: 'hundred-day plan of a street office',
    files: ['s2b-hundred-days.yaml'],
    seed: 'S2b',
  },
  { id: 's3', name: '届满复审节点', nameEn: 'milestone plan of a year', files: ['s3-milestones.yaml'], seed: 'S3' },
  {
    id: 's4-daily',
    name: '日常督导',
    nameEn: 'daily practice with a photo ledger',
    files: ['s4-daily-practice.yaml'],
    seed: 'S4',
  },
  {
    id: 's4-building',
    name: '查违拆违',
    nameEn: 'illegal-building drive',
    files: ['s4-illegal-building.yaml'],
    seed: 'S4',
  },
  {
    id: 'sample',
    name: '云岭县百日攻坚(示例)',
    nameEn: 'the shipped sample county',
    files: ['sample-county.yaml'],
    seed: 'S2b',
  },
];

/** The preset of that id, or undefined. */
export const findPreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
