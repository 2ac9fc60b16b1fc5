import type { Instant } from '../../shared/domain/instant.ts';
import { type Outcome, outcomeOf } from '../support/scenario/outcome.ts';
import { createPeople } from '../support/scenario/people.ts';
import type { Scenario } from '../support/scenario/scenario-file.ts';
import type { DeployedStage } from './deployed-stage.ts';

interface Entry {
  readonly at: Instant;
  readonly doneAt?: Instant;
}

const PATIENCE_MS = 120_000;
const LOOK_MS = 150;
/** So many characters of an instant say its day. */
const DAY = 10;

/**
 * Waits until the workflow has done everything that is due at a moment. A campaign that is paused or over is left
 * alone, as the workflow leaves it. Throws where it does not get done.
 */
export async function settled(campaign: string, now: Instant, { ask }: DeployedStage): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const { items } = (await ask('office', 'GET /campaigns')).body;
    if (items.find(({ id }: { id: string }) => id === campaign)?.status !== 'running') return;
    const { entries } = (await ask('office', `GET /campaigns/${campaign}/agenda`)).body;
    if ((entries as readonly Entry[]).every(({ at, doneAt }) => at > now || doneAt !== undefined)) return;
    await new Promise((next) => setTimeout(next, LOOK_MS));
  }
  throw new Error(`the workflow of ${campaign} did not come to all that is due at ${now}`);
}

/**
 * Plays a scenario on a deployed stage. Its clock is set from one moment to the next, and at each the schedules' own
 * functions are started as the schedules start them; between those moments there is nothing for a tick to do.
 */
export async function runDeployed(
  scenario: Scenario,
  moments: readonly Instant[],
  stage: DeployedStage,
  onMoment: (done: number) => void,
): Promise<Outcome> {
  const { ticks, ask } = stage;
  const people = createPeople(scenario, ask);
  const { id } = scenario.campaign;
  const workflow = async (now: Instant): Promise<void> => {
    await ticks.start('start');
    await settled(id, now, stage);
  };
  for (const [index, now] of moments.entries()) {
    await stage.setClock(now);
    // An execution is begun anew once a week, which a look a day does not miss.
    if (moments[index - 1]?.slice(0, DAY) === now.slice(0, DAY)) await settled(id, now, stage);
    else await workflow(now);
    // What the office changed may have made something due at once.
    if ((people.nextAt() ?? '9999') <= now && (await people.act(now))) await workflow(now);
    await ticks.start('sweep');
    await ticks.start('deliver');
    onMoment(index + 1);
  }
  return outcomeOf(id, ask);
}
