import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeMeasure } from '../../../../shared/domain/measures/measures.ts';
import { casesOf } from '../../../../shared/domain/problem/cases.ts';
import { evolve, replay } from '../../../../shared/domain/problem/evolve.ts';
import {
  append,
  EMPTY_HISTORY,
  historyBefore,
  isIntact,
  type stateOf,
} from '../../../../shared/domain/problem/history.ts';
import type { ProblemEvent } from '../../../../shared/domain/problem/problem-events.ts';
import { currentLife, isOverdue } from '../../../../shared/domain/problem/problem-state.ts';
import { at, dispatched, type Story, type Told } from '../../../support/problem-scenario.ts';

const closed = () =>
  dispatched()
    .tell('2026-03-03 09:00', { type: 'fileRectification', note: '已整改', photos: [], by: 'unit:street-east' })
    .tell('2026-03-04 09:00', { type: 'verify', pass: true });

describe('history', () => {
  it('vouches for its events by its head', () => {
    expect(isIntact(closed().history)).toBe(true);
  });
  it('is broken by a changed, a dropped and a swapped event', () => {
    const { events, head } = closed().history;
    const [first, second, ...rest] = events as [ProblemEvent, ProblemEvent, ...ProblemEvent[]];
    expect(isIntact({ head, events: [{ ...first, by: 'office:li' }, second, ...rest] })).toBe(false);
    expect(isIntact({ head, events: [first, ...rest] })).toBe(false);
    expect(isIntact({ head, events: [second, first, ...rest] })).toBe(false);
  });
  it('has the same head whatever order a store gives the keys of an event', () => {
    const { events, head } = closed().history;
    const shuffled = events.map(
      (event) => Object.fromEntries(Object.entries(event).toReversed()) as unknown as ProblemEvent,
    );
    expect(isIntact({ head, events: shuffled })).toBe(true);
  });
  it('can be cut at any instant and is then what was known before it', () => {
    const earlier = dispatched().history;
    expect(historyBefore(closed().history, at('2026-03-03 09:00'))).toEqual(earlier);
    expect(historyBefore(closed().history, at('2026-03-05 09:00'))).toEqual(closed().history);
  });
  it('refuses to begin with anything but the record', () => {
    expect(() => replay(closed().history.events.slice(1))).toThrow('begins with ProblemRecorded');
    expect(() => replay([])).toThrow('does not exist');
  });
});

describe('cases', () => {
  it('count each life once and leave out those that were handed on or voided', () => {
    const story = dispatched()
      .tell('2026-03-03 09:00', { type: 'return', reason: '不属本辖区' })
      .tell('2026-03-03 10:00', { type: 'reassign', unit: 'street-west', reason: '改派' });
    expect(casesOf(story.state).map((one) => [one.unit, one.life])).toEqual([['street-west', 2]]);
    expect(casesOf(story.tell('2026-03-04 10:00', { type: 'void', reason: '误报' }).state)).toEqual([]);
  });
});

/** Commands that may or may not be allowed; whatever happens, the state is the replay of the events. */
const commands: fc.Arbitrary<Told> = fc.constantFrom<Told>(
  { type: 'acknowledge' },
  { type: 'return', reason: 'r' },
  { type: 'reassign', unit: 'street-east', reason: 'r' },
  { type: 'reassign', unit: 'street-west', reason: 'r' },
  { type: 'fileRectification', note: 'n', photos: [] },
  { type: 'verify', pass: true },
  { type: 'verify', pass: false, reason: 'r' },
  { type: 'requestExtension', until: at('2026-03-20 17:30'), reason: 'r' },
  { type: 'approveExtension' },
  { type: 'refuseExtension', reason: 'r' },
  { type: 'park', until: at('2026-03-30 09:00'), reason: 'r' },
  { type: 'resume' },
  { type: 'reopen', inspection: 'I-2', unit: 'street-west' },
  { type: 'appeal', reason: 'r' },
  { type: 'upholdAppeal', reason: 'r' },
  { type: 'void', reason: 'r' },
  { type: 'climb' },
  { type: 'climb' },
);

function attempt(story: Story, minutes: number, command: Told): void {
  const wall = new Date(Date.parse(at('2026-03-02 09:00')) + minutes * 60_000 + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
  try {
    story.tell(wall, command);
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refused' });
  }
}

describe('any course of events', () => {
  it('gives the state by replay, keeps the chain intact, and decides no rung early or twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.nat(2000)), { maxLength: 25 }), (steps) => {
        const story = dispatched();
        let minutes = 0;
        for (const [command, later] of steps) {
          minutes += later;
          attempt(story, minutes, command);
        }
        const { history } = story;
        expect(isIntact(history)).toBe(true);
        expect(history.events.reduce<ReturnType<typeof stateOf> | undefined>(evolve, undefined)).toEqual(story.state);
        expect(append(EMPTY_HISTORY, history.events)).toEqual(history);
        const rungs = history.events.filter((event) => event.type === 'RungDecided');
        expect(rungs.every((rung) => rung.at >= rung.slotAt)).toBe(true);
        const keys = story.state.lives.flatMap((life, n) =>
          life.decided.map((one) => `${n}.${one.step}.${one.revision}`),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a filing that waits for verification', () => {
  const filed = () =>
    dispatched().tell('2026-03-05 17:00', {
      type: 'fileRectification',
      note: '已整改',
      photos: [],
      by: 'unit:street-east',
    });
  const late = at('2026-03-09 09:00');
  it('is not overdue however long the verifier takes, and counts by its filing', () => {
    const story = filed();
    expect(isOverdue(currentLife(story.state), late)).toBe(false);
    expect(casesOf(story.state)[0]).toMatchObject({ filedAt: at('2026-03-05 17:00') });
    const onTime = computeMeasure(
      { name: 'onTimeRate' },
      { from: at('2026-03-02 00:00'), to: late },
      { cases: casesOf(story.state) },
    );
    expect([onTime.numerator, onTime.denominator]).toEqual([1, 1]);
  });
  it('counts no more once it has failed', () => {
    const story = filed().tell('2026-03-06 09:00', { type: 'verify', pass: false, reason: '未整改到位' });
    expect(casesOf(story.state)[0]?.filedAt).toBeUndefined();
    expect(isOverdue(currentLife(story.state), late)).toBe(true);
  });
});
