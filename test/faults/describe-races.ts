import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/domain/instant.ts';
import { play, type Run, type Scenario, type World } from './play.ts';
import { addRow } from './rows.ts';
import { type FaultStage, openFaultStage } from './stage.ts';

/** Two different events that meet; `one` brings the beginning for both. */
export interface Race {
  readonly one: Scenario;
  readonly other: Omit<Scenario, 'begin'>;
}

/**
 * Lets another event come in at each call of a delivery, from its beginning to its end: what they leave must be what they
 * leave one after the other, in one order or in the other.
 */
export function describeRaces(races: readonly Race[]): void {
  describe('races', () => {
    for (const race of races) describe(`${race.one.title} × ${race.other.title}`, () => describeRace(race));
  });
}

function describeRace({ one, other }: Race): void {
  const rival: Scenario = { ...other, begin: one.begin };
  let stage: FaultStage & { close(): void };
  let startedAt: Instant;
  let restore: () => void;
  let runs = 0;

  beforeAll(async () => {
    stage = openFaultStage();
    await one.begin(stage);
    startedAt = stage.clock.now();
    const back = stage.cloud.snapshot();
    restore = () => {
      back();
      stage.setTime(startedAt);
    };
  });
  afterAll(() => {
    stage?.close();
    addRow({ handler: 'races', scenario: `${one.title} × ${other.title}`, calls: runs, runs: { interleaved: runs } });
  });

  const from = (run: () => Promise<Run>): Promise<Run> => {
    restore();
    return run();
  };

  it('leaves what they leave one after the other', async () => {
    const oneFirst = await from(() => play(one, stage, { startedAt, rival }));
    const otherFirst = await from(async () => {
      await play(rival, stage, { startedAt });
      return play(one, stage, { startedAt });
    });
    // Where the order makes no difference, nothing would be shown.
    expect(oneFirst.world).not.toEqual(otherFirst.world);
    runs = oneFirst.calls.length;
    for (const at of oneFirst.calls.keys()) {
      const disturbance = { fault: 'interleaved', length: 'attempt', at } as const;
      const { world } = await from(() => play(one, stage, { startedAt, disturbance, rival }));
      if (!isSame(world, oneFirst.world)) expect(world, `at call ${at}`).toEqual(otherFirst.world);
    }
  });
}

const isSame = (a: World, b: World): boolean => JSON.stringify(a) === JSON.stringify(b);
