import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaignInput } from '../support/build-campaign.ts';

/** Deadlines of hours, so that a problem climbs its whole ladder within two days of the drill; few digests, many SMS. */
export function crashCampaign(): CampaignInput {
  const base = buildCampaignInput();
  return {
    ...base,
    id: 'crash',
    phases: base.phases.map((phase) => ({
      ...phase,
      tasks: [
        { id: `report-${phase.phase}`, name: '周报', kind: 'report', due: phase.starts, every: 'week', escalate: true },
      ],
    })),
    deadlines: [
      { id: 'manhole', categories: ['manhole'], within: '1 emergencyHours' },
      { id: 'ordinary', within: '3 emergencyHours' },
    ],
    ladder: {
      rungs: [
        { rung: 'remind', at: '-0.5 workingHours', to: ['liaison'] },
        { rung: 'urge', at: '0 workingHours', to: ['liaison'] },
        {
          rung: 'supervise',
          at: '+1 workingHours',
          to: ['liaison', 'deputy'],
          repeat: { every: '2 workingHours', times: 2 },
        },
        { rung: 'criticise', at: '+8 workingHours', to: ['deputy'] },
        { rung: 'summon', at: '+12 workingHours', to: ['deputy', 'principal'] },
        { rung: 'refer', at: '+16 workingHours', to: ['principal'] },
      ],
    },
    sending: { signature: '县创卫办', window: { from: '00:00', to: '23:59' }, perNumberPerDay: 50, digestFrom: 30 },
    ranking: { periods: ['weekly', 'halfMonthly', 'monthly'] },
    bulletins: { periods: ['weekly', 'halfMonthly', 'monthly'], phase: true },
  };
}
