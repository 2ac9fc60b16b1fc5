import type { Bilingual } from '../bilingual.ts';
import type { AccessRole } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { Proposal } from './proposals.ts';

export interface Decision {
  readonly decision: 'approved' | 'rejected';
  /** Who signs for it, by name. */
  readonly by: { readonly name: string; readonly role: AccessRole };
  readonly reason: string;
  readonly at: Instant;
}

/** A proposal in the books: pending until a person decides, and then decided for good. */
export type ProposalState = { readonly proposal: Proposal; readonly proposedAt: Instant } & (
  | { readonly status: 'pending' }
  | ({ readonly status: 'decided' } & Decision)
);

const REFUSALS = {
  decided: { zh: '该建议已有决定，不能再改', en: 'it was decided already, and a decision stands' },
  role: { zh: '只有专班办公室人员可以决定', en: 'only someone of the office may decide' },
  name: { zh: '须写明决定人姓名', en: 'the name of the person who decides is missing' },
  reason: { zh: '须写明理由', en: 'the reason is missing' },
  corrected: {
    zh: '所依据的排名已有更正，请先核对；仍要批准的，请另行确认（despiteCorrections）',
    en: 'a ranking it rests on was corrected since; check it, and confirm with despiteCorrections to approve all the same',
  },
  early: { zh: '决定时间早于建议提出时间', en: 'it would be decided before it was proposed' },
} as const satisfies Record<string, Bilingual>;

/** A decision on a proposal that the rules don't allow; `reason` names the rule. */
export class DecisionRefused extends Error {
  readonly reason: keyof typeof REFUSALS;
  readonly zh: string;
  constructor(reason: keyof typeof REFUSALS, proposal: string) {
    super(`proposal ${proposal}: ${REFUSALS[reason].en}`);
    this.name = 'DecisionRefused';
    this.reason = reason;
    this.zh = `问责建议 ${proposal}：${REFUSALS[reason].zh}`;
  }
}

function refusalOf(state: ProposalState, { by, reason, at }: Decision): keyof typeof REFUSALS | undefined {
  if (state.status === 'decided') return 'decided';
  if (by.role !== 'office') return 'role';
  if (by.name.trim() === '') return 'name';
  if (reason.trim() === '') return 'reason';
  return at < state.proposedAt ? 'early' : undefined;
}

/** A new proposal, waiting for a person. */
export const propose = (proposal: Proposal, proposedAt: Instant): ProposalState => ({
  proposal,
  proposedAt,
  status: 'pending',
});

/** A named person of the office approves or rejects, once, with a reason. Throws `DecisionRefused`. */
export function decideProposal(state: ProposalState, decision: Decision): ProposalState {
  const refusal = refusalOf(state, decision);
  if (refusal) throw new DecisionRefused(refusal, state.proposal.id);
  const { proposal, proposedAt } = state;
  return { proposal, proposedAt, status: 'decided', ...decision };
}
