import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/domain/instant.ts';
import { normalText } from './normal-form.ts';
import { type Disturbance, describeDisturbance, disturbances, PLAYED_FAULTS } from './plan.ts';
import { play, type Run, type Scenario } from './play.ts';
import { addRow } from './rows.ts';
import { type FaultStage, openFaultStage } from './stage.ts';

/** No client may try a call more often than this. */
const MOST_ATTEMPTS = 4;

/** The made-up telephone numbers of the tests; none belongs into a log. */
const NUMBERS = /138000\d{5}/;

/** Disturbs each scenario of a handler at each of its calls in every way, and holds what comes of it against a calm run. */
export function describeFaults(handler: string, scenarios: readonly Scenario[]): void {
  describe(handler, () => {
    for (const scenario of scenarios) describe(scenario.title, () => describeScenario(handler, scenario));
  });
}

function describeScenario(handler: string, scenario: Scenario): void {
  let stage: FaultStage & { close(): void };
  let restore: () => void;
  let startedAt: Instant;
  let calm: Run;
  const runs: Record<string, number> = {};

  beforeAll(async () => {
    stage = openFaultStage();
    await scenario.begin(stage);
    startedAt = stage.clock.now();
    const back = stage.cloud.snapshot();
    restore = () => {
      back();
      stage.setTime(startedAt);
    };
    calm = await play(scenario, stage, { startedAt });
  });
  afterAll(() => {
    stage?.close();
    addRow({ handler, scenario: scenario.title, calls: calm?.calls.length ?? 0, runs });
  });

  const disturbed = async (disturbance?: Disturbance): Promise<Run> => {
    restore();
    return play(scenario, stage, { startedAt, disturbance });
  };

  it('is seen through at once where nothing disturbs it', () => {
    expect(calm.last).toMatchObject({ end: 'answered' });
    (scenario.judge ?? sameWorld)(calm, calm);
  });

  it('does nothing more when the event comes twice', async () => {
    await disturbed();
    const again = await play(scenario, stage, { startedAt });
    judge(scenario, again, calm, () => 'a second delivery');
  });

  for (const fault of PLAYED_FAULTS) {
    it(`loses nothing and does nothing twice, at any call: ${fault}`, async () => {
      const plan = disturbances(fault, calm.calls);
      for (const disturbance of plan) {
        const run = await disturbed(disturbance);
        judge(scenario, run, calm, () => describeDisturbance(disturbance, calm.calls[disturbance.at]));
      }
      runs[fault] = plan.length;
    });
  }
}

function judge(scenario: Scenario, run: Run, calm: Run, title: () => string): void {
  try {
    (scenario.judge ?? sameWorld)(run, calm);
    sameAnswer(scenario, run, calm);
    expect(run.endless).toEqual([]);
    expect(run.logs).not.toMatch(NUMBERS);
    // A disturbance that was never met would prove nothing.
    expect(run.calls.length).toBeGreaterThan(run.disturbance?.at ?? -1);
    expect(mostAttempts(run)).toBeLessThanOrEqual(MOST_ATTEMPTS);
  } catch (error) {
    throw new Error(`${title()}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The plainest judgement: nobody can see that anything happened. */
export function sameWorld(run: Run, calm: Run): void {
  expect(run.world).toEqual(calm.world);
}

function sameAnswer({ answerOf = withoutRepeated }: Scenario, run: Run, calm: Run): void {
  const read = ({ last, startedAt }: Run): string =>
    last.end === 'answered' ? normalText(JSON.stringify(answerOf(last.answer)) ?? '', startedAt) : last.end;
  expect(read(run)).toEqual(read(calm));
}

/** Whether it was there before is all that may differ. */
function withoutRepeated(answer: unknown): unknown {
  const { statusCode, body } = answer as { statusCode?: number; body?: string };
  if (statusCode === undefined || body === undefined) return answer;
  return { ok: statusCode < 300, body: body.replace('"repeated":true', '"repeated":false') };
}

function mostAttempts({ calls }: Run): number {
  const counts = new Map<string, number>();
  for (const { id } of calls) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
