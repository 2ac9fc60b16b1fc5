import { unitOf } from '../../shared/domain/problem/problem-state.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { UnknownCampaign } from '../../shared/stores/campaign-context.ts';
import type { LoadedProblem } from '../../shared/stores/problem-ledger.ts';
import type { UnitCaller } from '../http/caller.ts';
import type { Services } from '../services.ts';

/** A problem of the caller's own unit. Throws `Refused`: one of another unit's reads like one that does not exist. */
export async function ownProblem(
  { campaign, problem }: { readonly campaign: string; readonly problem: string },
  caller: UnitCaller,
  services: Services,
): Promise<LoadedProblem> {
  const loaded = await services.ledger.load(campaign, problem);
  if (!loaded || unitOf(loaded.state) !== caller.unit) throw new Refused('unknown-problem', problem);
  return loaded;
}

/** The campaign, if the caller's unit takes part in it. Throws `UnknownCampaign`. */
export async function ownCampaign(campaign: string, caller: UnitCaller, services: Services) {
  const context = await services.campaigns.load(campaign);
  if (!context.units.has(caller.unit)) throw new UnknownCampaign(campaign);
  return context;
}
