import type { CalendarDate } from '../instant.ts';
import type { Finding } from './campaign-problem.ts';
import type { Campaign } from './campaign-schema.ts';
import type { Check } from './checks/check.ts';
import { deadlineOrder } from './checks/deadline-order.ts';
import { duplicateIds } from './checks/duplicates.ts';
import { ladderOrder, missingContacts } from './checks/ladder-order.ts';
import { measureSense } from './checks/measure-sense.ts';
import { phaseDates, phaseGaps } from './checks/phase-dates.ts';
import { rankingSense } from './checks/ranking-sense.ts';
import { unknownReferences } from './checks/references.ts';
import { sendingRoom } from './checks/sending-room.ts';
import { standardSums } from './checks/standard-sums.ts';

const RULES: readonly Check[] = [
  ...duplicateIds,
  ...unknownReferences,
  ...phaseDates,
  ...deadlineOrder,
  ...ladderOrder,
  ...measureSense,
  ...rankingSense,
  ...sendingRoom,
  ...standardSums,
];

const WARNINGS: readonly Check[] = [...phaseGaps, ...missingContacts];

export interface CheckOptions {
  /** In the campaign's zone; where given, a campaign that has begun already is refused too. */
  readonly today?: CalendarDate;
  /** Fields that are malformed by themselves; rules that read them are left out. */
  readonly unreadable?: ReadonlySet<string>;
}

/** Everything that keeps well-formed fields from working together. */
export const checkCampaign = (campaign: Campaign, options: CheckOptions = {}): readonly Finding[] =>
  run(RULES, campaign, options);

/** What will work, but perhaps not as meant; for the person who starts the campaign. */
export const campaignWarnings = (campaign: Campaign): readonly Finding[] => run(WARNINGS, campaign, {});

const run = (checks: readonly Check[], campaign: Campaign, options: CheckOptions): readonly Finding[] =>
  checks
    .filter(({ needs }) => !needs.some((field) => options.unreadable?.has(field)))
    .flatMap((check) => check.run(campaign, options.today));
