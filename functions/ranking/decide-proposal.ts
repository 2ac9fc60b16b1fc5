import { type Decision, decideProposal as decided } from '../../shared/domain/accountability/decision.ts';
import type { FiledProposal } from '../../shared/stores/proposal-file.ts';
import type { Services } from '../services.ts';

/** No proposal has that id. */
export class UnknownProposal extends Error {
  constructor(campaign: string, id: string) {
    super(`campaign "${campaign}" has no proposal "${id}"; list its proposals to see their ids`);
    this.name = 'UnknownProposal';
  }
}

/**
 * A named person of the office approves or rejects a proposal, once and with a reason; the system itself never does.
 * Throws `UnknownProposal`, `DecisionRefused`, and `ConditionFailed` when somebody else decided at the same time.
 */
export async function decideProposal(
  { campaign, proposal, ...decision }: { readonly campaign: string; readonly proposal: string } & Omit<Decision, 'at'>,
  services: Services,
): Promise<FiledProposal> {
  const stored = await services.proposals.load(campaign, proposal);
  if (!stored) throw new UnknownProposal(campaign, proposal);
  const state = decided(stored.state, { ...decision, at: services.clock.now() });
  await services.items.transact([services.proposals.rewrite(campaign, stored, state)]);
  return state;
}
