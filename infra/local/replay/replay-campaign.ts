import { type LedgerRecord, UNASSIGNED } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import { dateOf, dayNumber, zoneDays } from '../../../shared/domain/calendar/zone-days.ts';
import type { Campaign, CampaignInput } from '../../../shared/domain/campaign/campaign-schema.ts';
import { campaignSchema } from '../../../shared/domain/campaign/campaign-schema.ts';
import { type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';

/** A replay sends nothing, so nobody needs to be reached. */
const NOBODY = { liaison: { name: '—', phone: '13800000000' } };

const LADDER: CampaignInput['ladder'] = {
  rungs: [
    { rung: 'remind', at: '-4 workingHours', to: ['liaison'] },
    { rung: 'urge', at: '0 workingHours', to: ['liaison'] },
    { rung: 'supervise', at: '+1 workingDays', to: ['liaison', 'deputy'] },
    { rung: 'criticise', at: '+3 workingDays', to: ['deputy'] },
    { rung: 'summon', at: '+5 workingDays', to: ['principal'] },
    { rung: 'refer', at: '+10 workingDays', to: ['principal'] },
  ],
};

/** Two days more than the three phases need, for a ledger of a single day. */
const MIN_DAYS = 3;

/**
 * The campaign of a replay without a campaign file: the ledger's units in its own leagues (one where it names none), the
 * usual six rungs, a score of on-time rate × 100 with the guard at 5 cases, three phases over the ledger's dates.
 */
export function replayCampaign(records: readonly LedgerRecord[], timeZone: string, asOf: Instant): Campaign {
  const first = records.reduce((least, record) => (record.reportedAt < least ? record.reportedAt : least), asOf);
  const zone = zoneDays(timeZone);
  const start = zone.dayAt(toMs(first));
  const end = Math.max(zone.dayAt(toMs(asOf)), start + MIN_DAYS - 1);
  const base = campaignSchema.parse({
    id: 'replay',
    name: '历史台账回放',
    issuer: '台账回放',
    timeZone,
    phases: [
      { phase: 'publicity', starts: dateOf(start), ends: dateOf(start) },
      { phase: 'attack', starts: dateOf(start + 1), ends: dateOf(end - 1) },
      { phase: 'consolidation', starts: dateOf(end), ends: dateOf(end) },
    ],
    leagues: [{ id: 'all', name: '全部单位' }],
    units: [{ id: 'placeholder', name: '占位', kind: 'department', league: 'all', contacts: NOBODY }],
    categories: [{ id: 'uncategorised', name: '未分类' }],
    deadlines: [{ id: 'unused', within: '1 workingDays' }],
    ladder: LADDER,
    sending: { signature: '台账回放' },
  } satisfies CampaignInput);
  return { ...base, ...unitsOf(records) };
}

/** The ledger's own unit codes are kept as they are, whatever characters they hold. */
function unitsOf(records: readonly LedgerRecord[]): Pick<Campaign, 'units' | 'leagues'> {
  const units = new Map<string, Campaign['units'][number]>();
  const leagues = new Map<string, Campaign['leagues'][number]>();
  for (const { unit, unitName, league = 'all' } of records) {
    if (unit === UNASSIGNED || units.has(unit)) continue;
    units.set(unit, { id: unit, name: unitName ?? unit, kind: 'department', league, linkedTo: [], contacts: NOBODY });
    leagues.set(league, { id: league, name: league === 'all' ? '全部单位' : league });
  }
  return { units: [...units.values()], leagues: [...leagues.values()] };
}

/** The day the replay's clock starts on: its first moment. */
export const replayStart = (campaign: Campaign): Instant =>
  toInstant(zoneDays(campaign.timeZone).startOf(dayNumber(campaign.phases[0]?.starts ?? '')));
