import {
  type Decision,
  DecisionRefused,
  decideProposal as decided,
} from '../../shared/domain/accountability/decision.ts';
import type { FiledProposal } from '../../shared/stores/proposal-file.ts';
import type { Services } from '../services.ts';

/** No proposal has that id. */
export class UnknownProposal extends Error {
  constructor(campaign: string, id: string) {
    super(`campaign "${campaign}" has no proposal "${id}"; list its proposals to see their ids`);
    this.name = 'UnknownProposal';
  }
}

export interface DecisionRequest extends Omit<Decision, 'at'> {
  readonly campaign: string;
  readonly proposal: string;
  /** The person has seen that a ranking behind the proposal was corrected, and approves all the same. */
  readonly despiteCorrections?: boolean;
}

/** Whether a ranking that the proposal rests on was corrected after it was made. */
async function isOvertaken({ proposal }: FiledProposal, campaign: string, services: Services): Promise<boolean> {
  const { config } = await services.campaigns.load(campaign);
  const kind = config.accountability.find(({ id }) => id === proposal.rule)?.period;
  if (!kind) return false;
  const latest = await Promise.all(
    proposal.evidence.map(({ period }) => services.rankings.latest(campaign, kind, period)),
  );
  return latest.some((ranking, index) => ranking?.sha256 !== proposal.evidence[index]?.ranking);
}

/** Whether the same person decided just so before: the order came again because its answer got lost. */
const isRepeated = (state: FiledProposal, { decision, by, reason }: Omit<Decision, 'at'>): boolean =>
  state.status === 'decided' &&
  state.decision === decision &&
  state.by.name === by.name &&
  state.by.role === by.role &&
  state.reason === reason;

/**
 * A named person of the office approves or rejects a proposal, once and with a reason; the system itself never does.
 * Throws `UnknownProposal`, `DecisionRefused`, and `ConditionFailed` when somebody else decided at the same time.
 */
export async function decideProposal(
  { campaign, proposal, despiteCorrections = false, ...decision }: DecisionRequest,
  services: Services,
): Promise<FiledProposal> {
  const stored = await services.proposals.load(campaign, proposal);
  if (!stored) throw new UnknownProposal(campaign, proposal);
  if (isRepeated(stored.state, decision)) return stored.state;
  const doubtful =
    decision.decision === 'approved' && !despiteCorrections && (await isOvertaken(stored.state, campaign, services));
  if (doubtful) throw new DecisionRefused('corrected', proposal);
  const state = decided(stored.state, { ...decision, at: services.clock.now() });
  await services.items.transact([services.proposals.rewrite(campaign, stored, state)]);
  return state;
}
