import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';
import type { TestStage } from './test-stage.ts';

/** Pauses a campaign, lets it run again or ends it, as the office does. */
export async function setStatus(
  { services, campaign }: Pick<TestStage, 'services' | 'campaign'>,
  status: CampaignHead['status'],
): Promise<void> {
  const stored = await services.registry.head(campaign);
  if (!stored) throw new Error(`there is no campaign "${campaign}"`);
  await services.items.transact([services.registry.writeHead(stored, { status })]);
}
