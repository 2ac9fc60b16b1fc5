import { formatPath } from '../../shared/domain/campaign/campaign-problem.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { ParsedFile } from '../../shared/domain/campaign/parse-yaml.ts';
import { readParsedCampaign } from '../../shared/domain/campaign/read-parsed-campaign.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import { UnknownCampaign } from '../../shared/stores/campaign-context.ts';
import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';
import { Fault, type FaultDetail } from '../http/fault.ts';
import type { Services } from '../services.ts';

/**
 * Starts a campaign from its file; sent again, it is there. Throws `CampaignError` with everything to put right, and a
 * `Fault` for an id that is taken by another.
 */
export async function createCampaign(file: ParsedFile, services: Services): Promise<CampaignHead> {
  const now = services.clock.now();
  const campaign = readParsedCampaign(file, { now });
  try {
    await services.registry.create(campaign, now);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  const { head, config } = await services.campaigns.load(campaign.id);
  if (!isSame(config, campaign)) throw taken(campaign.id);
  return head;
}

const isSame = (a: Campaign, b: Campaign): boolean => canonicalJson(a) === canonicalJson(b);

const taken = (id: string): Fault =>
  new Fault('not-acceptable-now', {
    zh: `编号为“${id}”的专项行动已存在；修改请用 PUT，新建请换编号`,
    en: `there is a campaign "${id}" already; change it by PUT, or choose another id`,
  });

/**
 * Puts a new configuration in force; the one that is in force already makes no revision. Deadlines that run keep the rules they were dispatched under. Throws `CampaignError`,
 * `UnknownCampaign`, and a `Fault` where it would leave open problems without their unit.
 */
export async function reviseCampaign(id: string, file: ParsedFile, services: Services): Promise<CampaignHead> {
  const stored = await services.registry.head(id);
  if (!stored) throw new UnknownCampaign(id);
  if (stored.head.status === 'ended') throw ended(id);
  const campaign = readParsedCampaign(file);
  if (campaign.id !== id) throw otherId(id, campaign.id);
  const before = await services.campaigns.load(id);
  if (isSame(before.config, campaign)) return before.head;
  await demandUnitsOfOpenProblems(before.config, campaign, services);
  return services.registry.revise(stored, campaign);
}

export const ended = (id: string): Fault =>
  new Fault('not-acceptable-now', {
    zh: `专项行动“${id}”已结束，不能再修改`,
    en: `the campaign "${id}" has ended and can no longer be changed`,
  });

const otherId = (id: string, found: string): Fault =>
  new Fault('unprocessable', {
    zh: `配置中的编号是“${found}”，与地址中的“${id}”不符`,
    en: `the configuration's id is "${found}", the address says "${id}"; make them the same`,
  });

async function demandUnitsOfOpenProblems(before: Campaign, after: Campaign, services: Services): Promise<void> {
  const kept = new Set(after.units.map((unit) => unit.id));
  const details: FaultDetail[] = [];
  for (const [index, unit] of before.units.entries()) {
    const open = kept.has(unit.id) ? [] : await services.ledger.openOf(before.id, unit.id);
    if (open.length === 0) continue;
    details.push({
      path: formatPath(['units', index]),
      message: `“${unit.name}”还有 ${open.length} 个未办结的问题，请先改派或办结，再移出名单`,
      messageEn: `"${unit.id}" still has ${open.length} open problems; reassign or close them before it leaves`,
    });
  }
  if (details.length === 0) return;
  throw new Fault(
    'unprocessable',
    { zh: '有未办结问题的单位不能移出名单', en: 'units with open problems cannot leave the campaign' },
    { details },
  );
}
