import { describe, expect, it } from 'vitest';
import {
  type Decision,
  DecisionRefused,
  decideProposal,
  propose,
} from '../../../../shared/domain/accountability/decision.ts';
import type { Proposal } from '../../../../shared/domain/accountability/proposals.ts';

const PROPOSAL: Proposal = {
  id: 's0:f:2026-03',
  rule: 's0',
  propose: 'removal',
  unit: 'f',
  unitName: 'f街道',
  league: 'streets',
  period: '2026-03',
  for: ['principal'],
  sharedBy: [],
  threshold: { consecutive: 3 },
  evidence: [],
  basis: 'S0',
  summary: { zh: '', en: '' },
};

const decision = (overrides: Partial<Decision> = {}): Decision => ({
  decision: 'rejected',
  by: { name: '王秀兰', role: 'office' },
  reason: '区划调整，三个月中有两个月不归其管辖',
  at: '2026-04-03T02:00:00.000Z',
  ...overrides,
});

const pending = propose(PROPOSAL, '2026-04-01T00:00:00.000Z');

describe('decideProposal', () => {
  it('keeps who decided what, when and why', () => {
    expect(decideProposal(pending, decision())).toEqual({
      proposal: PROPOSAL,
      proposedAt: '2026-04-01T00:00:00.000Z',
      status: 'decided',
      ...decision(),
    });
  });

  it.each([
    ['role', { by: { name: '李四', role: 'auditor' } }, 'only someone of the office'],
    ['name', { by: { name: ' ', role: 'office' } }, 'name of the person'],
    ['reason', { reason: '' }, 'reason is missing'],
    ['early', { at: '2026-03-31T00:00:00.000Z' }, 'before it was proposed'],
  ] as const)('refuses for its %s', (reason, overrides, message) => {
    const decide = () => decideProposal(pending, decision(overrides));
    expect(decide).toThrow(DecisionRefused);
    expect(decide).toThrow(message);
    expect(decide).toThrow(expect.objectContaining({ reason, zh: expect.stringContaining('问责建议 s0:f:2026-03') }));
  });

  it('lets a decision stand', () => {
    const decided = decideProposal(pending, decision());
    expect(() => decideProposal(decided, decision({ decision: 'approved' }))).toThrow('a decision stands');
  });
});
