import { type Instant, toMs } from '../shared/domain/instant.ts';
import type { Clock } from '../shared/ports.ts';
import type { CampaignContext } from '../shared/stores/campaign-context.ts';
import type { CampaignHead } from '../shared/stores/campaign-registry.ts';
import type { Services } from './services.ts';

/**
 * What was read so long ago is read again before anything is decided or anybody is told because of it. A minute is how often
 * the sweep looks, so nobody counts on less; and nearly every sweep and delivery is over by then and asks nothing twice.
 */
const FRESH_MS = 60_000;

export const isFresh = (readAt: Instant, clock: Clock): boolean => toMs(clock.now()) - toMs(readAt) < FRESH_MS;

/** Where a campaign stood when it was read. */
export interface SeenHead {
  readonly head: CampaignHead;
  readonly at: Instant;
}

/** The campaign as it was read less than a minute ago, on the stage's clock. */
export type CampaignSight = () => Promise<CampaignContext & { readonly head: CampaignHead }>;

/** A campaign that is paused or over decides nothing and tells nobody. */
export const isRunning = ({ head }: { readonly head: CampaignHead }): boolean => head.status === 'running';

/** Looks at a campaign, and again whenever what was seen last has grown old. Throws `UnknownCampaign`. */
export function campaignSight(campaign: string, seen: SeenHead | undefined, services: Services): CampaignSight {
  const { campaigns, clock } = services;
  let last = seen;
  return async () => {
    const fresh = last && isFresh(last.at, clock) ? last : undefined;
    const at = fresh?.at ?? clock.now();
    const context = await campaigns.load(campaign, fresh?.head);
    last = { head: context.head, at };
    return context;
  };
}
