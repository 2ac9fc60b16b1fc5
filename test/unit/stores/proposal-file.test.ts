import { describe, expect, it } from 'vitest';
import { transferProposal } from '../../../shared/domain/accountability/case-proposals.ts';
import { decideProposal, propose } from '../../../shared/domain/accountability/decision.ts';
import { createProposalFile } from '../../../shared/stores/proposal-file.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';

const UNIT = { id: 'street-east', name: '城东街道', league: 'streets' };
const proposal = (problem: string) => transferProposal({ problem, life: 1, step: 'refer', revision: 0 }, UNIT);
const AT = '2026-03-09T00:00:00.000Z';

describe('the proposal file', () => {
  it('files each proposal once', async () => {
    const items = createMemoryItemStore();
    const file = createProposalFile(items);
    await items.transact([file.write('c', propose(proposal('P-1'), AT))]);
    await expect(items.transact([file.write('c', propose(proposal('P-1'), AT))])).rejects.toThrow(
      'was not in the state',
    );
  });
  it('lists the oldest first, each with the cases it rests on', async () => {
    const items = createMemoryItemStore();
    const file = createProposalFile(items);
    await items.transact([file.write('c', propose(proposal('P-1'), '2026-03-10T00:00:00.000Z'))]);
    await items.transact([file.write('c', propose(proposal('P-2'), AT))]);
    expect((await file.list('c')).map((state) => state.proposal)).toMatchObject([
      { cases: ['P-2'] },
      { cases: ['P-1'] },
    ]);
    expect(await file.list('other')).toEqual([]);
  });
  it('keeps a decision from one that was made at the same time', async () => {
    const items = createMemoryItemStore();
    const file = createProposalFile(items);
    await items.transact([file.write('c', propose(proposal('P-1'), AT))]);
    const stored = await file.load('c', proposal('P-1').id);
    if (!stored) throw new Error('the proposal was not filed');
    const by = { name: '王主任', role: 'office' } as const;
    const decided = decideProposal(stored.state, { decision: 'approved', by, reason: '属实', at: AT });
    await items.transact([file.rewrite('c', stored, decided)]);
    await expect(items.transact([file.rewrite('c', stored, decided)])).rejects.toThrow('was not in the state');
    expect((await file.load('c', proposal('P-1').id))?.state).toMatchObject({ status: 'decided', by });
  });
});
