import { type Campaign, type CampaignInput, campaignSchema } from '../../shared/domain/campaign/campaign-schema.ts';

type UnitInput = CampaignInput['units'][number];

/** A unit with a contact for every role; `n` (0 to 99) makes the phone numbers distinct. */
export function buildUnit(n: number, overrides: Partial<UnitInput> = {}): UnitInput {
  const pair = String(n).padStart(2, '0');
  return {
    id: `unit-${n}`,
    name: `第${n}街道`,
    kind: 'street',
    league: 'streets',
    contacts: {
      liaison: { name: `联络员${n}`, phone: `138000001${pair}` },
      deputy: { name: `分管${n}`, phone: `138000002${pair}` },
      principal: { name: `主要${n}`, phone: `138000003${pair}` },
    },
    ...overrides,
  };
}

/** Six rungs from four working hours before the deadline to ten working days after it. */
export const SIX_RUNGS: CampaignInput['ladder']['rungs'] = [
  { rung: 'remind', at: '-4 workingHours', to: ['liaison'] },
  { rung: 'urge', at: '0 workingHours', to: ['liaison'] },
  { rung: 'supervise', at: '+1 workingDays', to: ['liaison', 'deputy'], sheet: 'orange' },
  { rung: 'criticise', at: '+3 workingDays', to: ['deputy'] },
  { rung: 'summon', at: '+5 workingDays', to: ['deputy', 'principal'] },
  { rung: 'refer', at: '+10 workingDays', to: ['principal'] },
];

/**
 * What `buildCampaign` starts from, as an office would write it: a hundred days from Monday 2 March to Tuesday 9 June 2026
 * in Asia/Shanghai, two units in each of three leagues.
 */
export function buildCampaignInput(overrides: Partial<CampaignInput> = {}): CampaignInput {
  return {
    id: 'hundred-days-2026',
    name: '2026年百日攻坚行动',
    issuer: '县创卫指挥部办公室',
    phases: [
      { phase: 'publicity', starts: '2026-03-02', ends: '2026-03-11' },
      { phase: 'attack', starts: '2026-03-12', ends: '2026-05-25' },
      { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
    ],
    leagues: [
      { id: 'streets', name: '街道组' },
      { id: 'towns', name: '乡镇组' },
      { id: 'departments', name: '部门组' },
    ],
    units: [
      buildUnit(1, { id: 'street-east', name: '城东街道' }),
      buildUnit(2, { id: 'street-west', name: '城西街道' }),
      buildUnit(3, { id: 'town-north', name: '北山镇', kind: 'town', league: 'towns' }),
      buildUnit(4, { id: 'town-south', name: '南河镇', kind: 'town', league: 'towns' }),
      buildUnit(5, { id: 'urban-management', name: '城市管理局', kind: 'department', league: 'departments' }),
      buildUnit(6, {
        id: 'market-regulation',
        name: '市场监督管理局',
        kind: 'department',
        league: 'departments',
        linkedTo: ['street-west'],
      }),
    ],
    categories: [
      { id: 'litter', name: '暴露垃圾', leads: ['urban-management'] },
      { id: 'stalls', name: '占道经营', severity: 'serious', leads: ['urban-management'] },
      { id: 'manhole', name: '井盖缺失', severity: 'urgent', leads: ['market-regulation'] },
    ],
    deadlines: [
      {
        id: 'manhole',
        categories: ['manhole'],
        within: '5 calendarDays',
        stages: [
          { name: '围护', within: '3 emergencyHours' },
          { name: '修复', within: '8 emergencyHours' },
          { name: '恢复', within: '5 calendarDays' },
        ],
      },
      { id: 'serious', severities: ['serious', 'urgent'], within: '8 workingHours' },
      { id: 'ordinary', within: '3 workingDays' },
    ],
    ladder: { rungs: SIX_RUNGS },
    sending: { signature: '县创卫办' },
    ranking: { periods: ['weekly', 'monthly'] },
    accountability: [
      {
        id: 's0-removal',
        period: 'monthly',
        occasion: { bottom: 3 },
        when: [{ consecutive: 3 }],
        propose: 'removal',
        for: ['principal', 'deputy'],
        basis: 'S0: last three in three consecutive monthly rankings',
      },
    ],
    ...overrides,
  };
}

/** A valid campaign; each override replaces one whole top-level field. Throws a ZodError where the result is invalid. */
export function buildCampaign(overrides: Partial<CampaignInput> = {}): Campaign {
  return campaignSchema.parse(buildCampaignInput(overrides));
}
