import { describe, expect, it } from 'vitest';
import { isRepeated } from '../../../../shared/domain/problem/is-repeated.ts';
import type { ProblemCommand } from '../../../../shared/domain/problem/problem-commands.ts';
import { at, dispatched, type Story, type Told } from '../../../support/problem-scenario.ts';

/** Whether the office’s command, at three in the afternoon, is what it said before. */
const repeats = ({ history, rules }: Story, command: Told): boolean =>
  isRepeated(history, { by: 'office:wang', ...command, at: at('2026-03-02 15:00') } as ProblemCommand, rules);

const PARK = { type: 'park', until: at('2026-04-01 08:30'), reason: '汛期无法施工' } as const;
const MOVE = { type: 'rebase', dueAt: at('2026-03-10 12:00'), reason: '规则修订' } as const;
const parked = (): Story => dispatched().tell('2026-03-02 14:00', PARK);

describe('isRepeated', () => {
  it('knows a command that the rules would refuse the second time', () => {
    expect(repeats(parked(), PARK)).toBe(true);
  });
  it('knows one that the rules would take twice', () => {
    const story = dispatched().tell('2026-03-02 14:00', MOVE);
    expect(repeats(story, MOVE)).toBe(true);
  });
  it('does not take what the system decided in between for an answer', () => {
    const story = dispatched().tell('2026-03-02 14:00', MOVE);
    story.tell('2026-03-10 12:00', { type: 'climb', by: 'system' });
    expect(repeats(story, MOVE)).toBe(true);
  });
  it.each([
    ['another person', { ...PARK, by: 'office:li' }],
    ['another reason', { ...PARK, reason: '工程未批' }],
    ['another command', { type: 'acknowledge' }],
  ] as const)('tells apart %s', (_, command) => {
    expect(repeats(parked(), command)).toBe(false);
  });
  it('takes it for a new command once somebody did something else', () => {
    const story = parked().tell('2026-03-02 14:30', { type: 'resume' });
    expect(repeats(story, PARK)).toBe(false);
  });
  it('never takes a problem’s first event for a repeat', () => {
    expect(repeats(dispatched('2026-03-02 09:00', {}, {}), { type: 'acknowledge' })).toBe(false);
  });
});
