import { beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedRun, runEmbedded } from '../support/scenario/run-embedded.ts';
import { readScenario, type Scenario } from '../support/scenario/scenario-file.ts';

/** The scenario that `npm run test:deploy` drives a deployed stage through too, comparing everything that comes of it. */
let scenario: Scenario;
let run: EmbeddedRun;
beforeAll(async () => {
  scenario = await readScenario();
  run = await runEmbedded(scenario);
});

interface Done {
  readonly id: string;
  readonly at: string;
  readonly doneAt: string;
}

const agenda = (): readonly Done[] => run.outcome.agenda as readonly Done[];
const entry = (id: string): Done | undefined => agenda().find((one) => one.id === id);
const rungs = (): ReadonlySet<unknown> =>
  new Set(run.outcome.escalations.map((one) => (one as { readonly rung: string }).rung));

describe('the scenario of both stages', () => {
  it('comes to the same twice on the embedded stage, to the last bulletin’s bytes', async () => {
    const again = await runEmbedded(scenario);
    expect(again).toEqual(run);
  });
  it('walks all three phases to the end, with nothing left undone', () => {
    expect(agenda().filter(({ id }) => id.startsWith('phase-opens:'))).toHaveLength(3);
    expect(agenda().filter(({ doneAt }) => doneAt === undefined)).toEqual([]);
  });
  it('closes the week that ended in a pause when the pause is over', () => {
    const resumed = scenario.instantOf('04-14 09:00');
    expect(entry('weekly:2026-W15')).toMatchObject({ doneAt: resumed });
  });
  it('ends five days later than planned, by a revision of the office', () => {
    expect(agenda().at(-1)).toMatchObject({ at: scenario.instantOf('06-15 00:00') });
  });
  it('climbs every rung of the ladder, and proposes what follows', () => {
    expect(rungs()).toEqual(new Set(['remind', 'urge', 'supervise', 'criticise', 'summon', 'refer']));
    expect(run.outcome.proposals.length).toBeGreaterThan(0);
  });
  it('ranks every week and month, and corrects the one before an upheld appeal', () => {
    expect(Object.keys(run.outcome.rankings)).toHaveLength(20);
    expect(run.outcome.rankings).toHaveProperty(['weekly/2026-W11.1']);
  });
  it('publishes a bulletin for each week, month and phase', () => {
    expect(run.outcome.bulletins).toHaveLength(22);
  });
});
