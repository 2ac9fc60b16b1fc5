import { describe, expect, it } from 'vitest';
import { attemptOf, fateOf } from '../../../../infra/local/rehearsal/fate.ts';
import { nextStep } from '../../../../infra/local/rehearsal/next-step.ts';
import { placeOf } from '../../../../infra/local/rehearsal/places.ts';
import type { World } from '../../../../infra/local/rehearsal/world.ts';
import { toInstant, toMs } from '../../../../shared/domain/instant.ts';
import { decide } from '../../../../shared/domain/problem/decide.ts';
import { advance } from '../../../../shared/domain/problem/history.ts';
import type { ProblemCommand } from '../../../../shared/domain/problem/problem-commands.ts';
import type { ProblemState } from '../../../../shared/domain/problem/problem-state.ts';
import { buildWorld } from './build-world.ts';

const BEGINS = '2026-03-16T01:00:00.000Z';
const world = buildWorld();

const after = (state: ProblemState | undefined, command: ProblemCommand, here = world): ProblemState => {
  const next = advance(state, decide(command, state, here.context.rules));
  if (!next) throw new Error('no state');
  return next;
};

/** A problem in the pool, whose address is the first unit's. */
function recorded(n: number, here = world): ProblemState {
  const [unit] = here.context.config.units;
  if (!unit) throw new Error('no unit');
  return after(
    undefined,
    {
      type: 'record',
      at: BEGINS,
      by: 'inspector:team-1',
      problem: `P-${n}`,
      campaign: here.context.config.id,
      inspection: `J-${n}`,
      category: 'litter',
      severity: 'normal',
      source: 'spot',
      place: placeOf(unit, 3, [0.1, (n % 100) / 100], here),
      description: '暴露垃圾',
    },
    here,
  );
}

const dispatched = (n: number, unit = 'street-east', here = world): ProblemState =>
  after(recorded(n, here), { type: 'dispatch', at: BEGINS, by: 'office:desk', unit }, here);

/** What happens to a problem from step to step, with a limit that no problem should need. */
function course(state: ProblemState, here = world): Array<{ at: string; type: string | undefined; by: string }> {
  const steps: Array<{ at: string; type: string | undefined; by: string }> = [];
  let [now, current] = [toMs(BEGINS), state];
  for (let n = 0; n < 60; n++) {
    const step = nextStep(current, undefined, now, here);
    if (!step) return steps;
    now = step.at;
    const command = step.move && ({ ...step.move, at: toInstant(now), by: step.by } as ProblemCommand);
    steps.push({ at: toInstant(now), type: command?.type, by: step.by });
    // Nobody sweeps here, so the end of a parking is played by hand.
    current = after(current, command ?? { type: 'resume', at: toInstant(now), by: 'system' }, here);
  }
  throw new Error(`${state.id} does not come to an end`);
}

const many = Array.from({ length: 1500 }, (_, n) => n);

describe('nextStep', () => {
  it('lets every problem come to an end without a refusal, and time never runs backwards', () => {
    for (const n of many) {
      const times = course(dispatched(n)).map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
    }
  });

  it('plays everything that can happen between dispatch and closing', () => {
    const happened = new Set(many.flatMap((n) => course(dispatched(n)).map(({ type }) => type)));
    for (const type of [
      'acknowledge',
      'requestExtension',
      'approveExtension',
      'refuseExtension',
      'fileRectification',
      'verify',
      'park',
      'void',
      'appeal',
    ])
      expect(happened).toContain(type);
  });

  it('dispatches from the pool to the unit that the address names', () => {
    expect(nextStep(recorded(1), undefined, toMs(BEGINS), world)).toMatchObject({
      role: 'office',
      move: { type: 'dispatch', unit: 'street-east' },
    });
  });

  it('lets a wrong unit return a problem, the office reassign it, and the right unit keep it', () => {
    const [first, second, ...others] = course(dispatched(1, 'street-west'));
    expect(first).toMatchObject({ type: 'return', by: 'unit:street-west' });
    expect(second).toMatchObject({ type: 'reassign', by: 'office:desk' });
    expect(others.some(({ type }) => type === 'return')).toBe(false);
    expect(others.some(({ by }) => by === 'unit:street-east')).toBe(true);
  });

  it('has somebody else than the unit verify', () => {
    const verifications = many.flatMap((n) => course(dispatched(n))).filter(({ type }) => type === 'verify');
    expect(verifications.length).toBeGreaterThan(0);
    for (const { by } of verifications) expect(by).toMatch(/^inspector:/);
  });

  it('merges a problem into the one that was there before', () => {
    const merges = many.map((n) => nextStep(dispatched(n), 'P-original', toMs(BEGINS), world)?.move);
    expect(merges).toContainEqual({ type: 'merge', into: 'P-original' });
  });

  it('asks for no extension where the campaign grants none', () => {
    const strict = buildWorld({ overrides: { handling: { extensions: 0 } } });
    const types = many.flatMap((n) => course(dispatched(n, 'street-east', strict), strict).map(({ type }) => type));
    expect(types).not.toContain('requestExtension');
  });

  it('does not make up for a chance that has passed, but files late rather than never', () => {
    const n = many.find(
      (one) => nextStep(dispatched(one), undefined, toMs(BEGINS), world)?.move?.type === 'acknowledge',
    );
    const state = dispatched(n ?? 0);
    const later = toMs(BEGINS) + 60 * 86_400_000;
    const step = nextStep(state, undefined, later, world);
    expect(step).toMatchObject({ at: later, move: { type: 'fileRectification' } });
  });

  it('answers the rung that impresses the unit, some hours after its slot', () => {
    const late = many
      .map((n) => dispatched(n))
      .filter((state) => {
        const { inTime, movedBy } = attemptOf(state, world);
        return !inTime && movedBy === 'supervise' && !fateOf(state, world).parks && !fateOf(state, world).voids;
      });
    expect(late.length).toBeGreaterThan(0);
    for (const state of late) {
      const slot = state.lives[0]?.schedule.slots.find(({ rung }) => rung === 'supervise')?.at ?? '';
      const filed = course(state).find(({ type }) => type === 'fileRectification')?.at ?? '';
      if (fateOf(state, world).extends) continue;
      expect(filed > slot).toBe(true);
      expect(world.context.calendar.workingMsBetween(slot, filed)).toBeLessThan(12 * 3_600_000);
    }
  });

  it('is better at being on time where units are diligent', () => {
    const share = (here: World) => many.filter((n) => attemptOf(dispatched(n), here).inTime).length / many.length;
    const diligent = { ...world, diligence: new Map([['street-east', 0.95]]) };
    const lagging = { ...world, diligence: new Map([['street-east', 0.05]]) };
    expect(share(diligent)).toBeGreaterThan(share(lagging) + 0.25);
  });
});

describe('methods', () => {
  const drive = buildWorld(
    {
      overrides: {
        phases: [
          { phase: 'publicity', starts: '2026-03-02', ends: '2026-03-11' },
          {
            phase: 'attack',
            starts: '2026-03-12',
            ends: '2026-05-25',
            steps: [
              { id: 'self', name: '自拆助拆', starts: '2026-03-12', ends: '2026-05-10' },
              { id: 'forced', name: '依法强拆', starts: '2026-05-11', ends: '2026-05-25' },
            ],
            gates: [
              {
                id: 'g',
                name: '强拆控制',
                on: '2026-05-25',
                measure: { name: 'methodRate', methods: ['self', 'assisted', 'forced'], of: 'closed' },
                target: { atMost: 0.1 },
              },
            ],
          },
          { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
        ],
      },
    },
    { strength: 0.1 },
  );

  const filings = many.flatMap((n) => {
    let [now, state] = [toMs(BEGINS), dispatched(n, 'street-east', drive)];
    for (let steps = 0; steps < 40; steps++) {
      const step = nextStep(state, undefined, now, drive);
      if (!step) return [];
      now = step.at;
      if (step.move?.type === 'fileRectification') return [{ at: toInstant(now), method: step.move.method }];
      state = after(
        state,
        {
          ...(step.move ?? { type: 'resume' }),
          at: toInstant(now),
          by: step.move ? step.by : 'system',
        } as ProblemCommand,
        drive,
      );
    }
    return [];
  });

  it('uses force only once its step has opened', () => {
    const opens = drive.context.calendar.startOfDay('2026-05-11');
    const forced = filings.filter(({ method }) => method === 'forced');
    expect(forced.length).toBeGreaterThan(0);
    expect(forced.every(({ at }) => at >= opens)).toBe(true);
  });

  it('removes mostly by the owner and some with help', () => {
    const count = (method: string) => filings.filter((filing) => filing.method === method).length;
    expect(count('self')).toBeGreaterThan(count('assisted'));
    expect(count('assisted')).toBeGreaterThan(0);
  });

  it('names no method where the campaign counts none', () => {
    const step = many.map((n) => nextStep(dispatched(n), undefined, toMs(BEGINS) + 50 * 86_400_000, world)?.move);
    for (const move of step) if (move?.type === 'fileRectification') expect(move.method).toBeUndefined();
  });
});
