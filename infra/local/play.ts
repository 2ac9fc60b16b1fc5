import { recover } from '../../functions/escalation-delivery/recover.ts';
import type { VirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { createRehearsal } from './rehearsal/rehearsal.ts';
import { relayActor } from './relay.ts';
import type { Stage } from './stage.ts';
import { runVirtual } from './virtual-run.ts';
import { createWakeUps } from './wake-ups.ts';
import { workflowActor } from './workflow-actor.ts';
import { workflowHandlers } from './workflow-handlers.ts';

export interface PlayOptions {
  readonly stage: Stage;
  readonly clock: VirtualClock;
  readonly campaigns: readonly Campaign[];
  readonly seed: number;
  /** How many inspections a campaign gets, where the model's own number won't do. */
  readonly inspections?: number;
  /** Hears of each new moment, before anything happens at it. */
  onMoment(now: Instant): Promise<void>;
}

/** Longer than a missed gate may extend a campaign: an end for a run that does not come to one by itself. */
const SPARE_DAYS = 400;

/**
 * Plays campaigns through their days on the virtual clock with the seeded model of inspectors, units and the office: the
 * same functions and the same workflow as when serving. What an earlier, killed run had done is not done again.
 */
export async function play({ stage, clock, campaigns, seed, inspections, onMoment }: PlayOptions): Promise<void> {
  const { services, watch } = stage;
  const ids = campaigns.map(({ id }) => id);
  for (const campaign of ids) await recover({ campaign }, services);
  const people = await createRehearsal({
    campaigns: ids,
    seed,
    services,
    ...(inspections && { pace: { inspections } }),
  });
  const failures: unknown[] = [];
  const wakeUps = createWakeUps(() => clock.now());
  const workflows = workflowActor({
    services,
    handlers: workflowHandlers(services),
    wakeUps,
    onOperator: (_, error) => failures.push(error),
  });
  const last =
    campaigns
      .map(({ phases }) => phases.at(-1)?.ends ?? '')
      .toSorted()
      .at(-1) ?? '';
  await runVirtual({
    actors: [workflows, ...people.actors, relayActor(services, watch)],
    clock,
    until: toInstant(toMs(last) + SPARE_DAYS * DAY_MS),
    onMoment,
    isOver: async () =>
      failures.length > 0 || (await services.registry.list()).every(({ status }) => status === 'ended'),
  });
  await workflows.stop();
  if (failures.length > 0) throw failures[0];
}
