import { createServices, type Services } from '../../functions/services.ts';
import { openStage } from '../../infra/local/stage.ts';
import { createSeededIds } from '../../shared/adapters/seeded-ids.ts';
import { createVirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { buildCampaign, buildUnit } from '../support/build-campaign.ts';
import type { Tap } from './compare-writes.ts';

/** The embedded stage in a folder at one moment, as the product opens it; closed when the work is done. */
export async function onStage<Result>(
  { folder, now, tap }: { readonly folder: string; readonly now: Instant; readonly tap?: Tap | undefined },
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const clock = createVirtualClock(now);
  const stage = openStage({ folder, clock, ids: createSeededIds('bench', clock), durability: 'fast' });
  const { services } = stage;
  try {
    return await work(tap ? createServices({ ...services, items: tap(services.items) }) : services);
  } finally {
    stage.close();
  }
}

const LEAGUES = ['streets', 'towns', 'departments'];

export const unitId = (n: number): string => `unit-${String(n).padStart(4, '0')}`;

/** The campaign of the tests with so many units. */
export const benchCampaign = (units: number): Campaign =>
  buildCampaign({
    units: Array.from({ length: units }, (_, n) =>
      buildUnit(n % 100, { id: unitId(n), name: `第${n}单位`, league: LEAGUES[n % 3] ?? '' }),
    ),
    categories: [
      { id: 'litter', name: '暴露垃圾' },
      { id: 'stalls', name: '占道经营', severity: 'serious' },
    ],
    deadlines: [
      { id: 'serious', severities: ['serious', 'urgent'], within: '8 workingHours' },
      { id: 'ordinary', within: '3 workingDays' },
    ],
    ranking: { periods: ['weekly'], minCases: 0 },
  });
