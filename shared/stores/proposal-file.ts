import type { CaseProposal } from '../domain/accountability/case-proposals.ts';
import type { ProposalState } from '../domain/accountability/decision.ts';
import type { Proposal } from '../domain/accountability/proposals.ts';
import type { ItemKey, ItemStore, WriteAction } from '../ports.ts';
import { allItems } from './pages.ts';

/** A proposal with what became of it; one that rests on cases names them. */
export type FiledProposal = ProposalState & { readonly proposal: Proposal | CaseProposal };

export interface StoredProposal {
  readonly state: FiledProposal;
  readonly version: number;
}

/** Proposals 问责建议: each filed once, and decided once by a named person. */
export interface ProposalFile {
  load(campaign: string, id: string): Promise<StoredProposal | undefined>;
  list(campaign: string): Promise<readonly FiledProposal[]>;
  /** Fails where the same rankings or cases gave cause before. */
  write(campaign: string, state: FiledProposal): WriteAction;
  /** Fails where somebody else decided meanwhile. */
  rewrite(campaign: string, stored: StoredProposal, state: FiledProposal): WriteAction;
}

const partition = (campaign: string): string => `PROPOSAL#${campaign}`;
const proposalKey = (campaign: string, id: string): ItemKey => ({ pk: partition(campaign), sk: id });

/** The proposals of campaigns on any item store. */
export function createProposalFile(items: ItemStore): ProposalFile {
  const draft = (campaign: string, state: FiledProposal) => ({
    ...proposalKey(campaign, state.proposal.id),
    body: state,
  });
  return {
    async load(campaign, id) {
      const item = await items.get<FiledProposal>(proposalKey(campaign, id));
      return item && { state: item.body, version: item.version };
    },
    async list(campaign) {
      const found: FiledProposal[] = [];
      for await (const item of allItems<FiledProposal>(items, 'main', partition(campaign))) found.push(item.body);
      return found.toSorted((a, b) => (a.proposedAt < b.proposedAt ? -1 : a.proposedAt > b.proposedAt ? 1 : 0));
    },
    write: (campaign, state) => ({ put: draft(campaign, state), when: 'absent' }),
    rewrite: (campaign, { version }, state) => ({ put: draft(campaign, state), when: { version } }),
  };
}
