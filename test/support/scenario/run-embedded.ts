import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccounts } from '../../../infra/local/accounts.ts';
import { createApi } from '../../../infra/local/api.ts';
import { relayActor } from '../../../infra/local/relay.ts';
import { startServer } from '../../../infra/local/server.ts';
import { createSignInGuard } from '../../../infra/local/sign-in-guard.ts';
import { openStage } from '../../../infra/local/stage.ts';
import { createTokenIssuer } from '../../../infra/local/tokens.ts';
import { runVirtual } from '../../../infra/local/virtual-run.ts';
import { createWakeUps } from '../../../infra/local/wake-ups.ts';
import { workflowActor } from '../../../infra/local/workflow-actor.ts';
import { workflowHandlers } from '../../../infra/local/workflow-handlers.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import { createAccountBook } from '../../../shared/stores/account-book.ts';
import { callApi } from './call-api.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Ask, createPeople } from './people.ts';
import type { Scenario } from './scenario-file.ts';

export interface EmbeddedRun {
  readonly outcome: Outcome;
  /** Every moment at which something happened or was looked at, from the opening on. */
  readonly moments: readonly Instant[];
}

const LONGEST_MS = 200 * DAY_MS;
/** Nobody signs in by a password here. */
const NO_PASSWORD = { salt: '', key: '', cost: { N: 2, r: 1, p: 1 } };
const SILENT = { info: () => undefined, error: () => undefined };

/** Plays a scenario on the embedded stage as it serves: its own API, workflow, sweep and delivery, on the virtual clock. */
export async function runEmbedded(scenario: Scenario): Promise<EmbeddedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-scenario-'));
  const clock = createVirtualClock(scenario.opens);
  const stage = openStage({ folder, clock, ids: createSeededIds('scenario', clock), durability: 'fast' });
  const { services } = stage;
  const issuer = createTokenIssuer(folder, clock);
  const accounts = createAccounts(createAccountBook(services.items), { clock, guard: createSignInGuard(clock) });
  const api = createApi({ services, accounts, issuer, logger: SILENT, version: 'scenario' });
  const server = await startServer({ ...api, ...services, port: 0 });
  const address = { url: server.url, port: Number(new URL(server.url).port) };
  const ask: Ask = async (who, route, content) => {
    const role = who === 'office' || who === 'inspector' || who === 'auditor' ? who : 'unit';
    const person = { name: who, displayName: who, role, ...(role === 'unit' && { unit: who }) } as const;
    const { token } = await issuer.issue({ ...person, password: NO_PASSWORD, createdAt: clock.now() });
    return callApi(address, route, { ...content, token });
  };
  const people = createPeople(scenario, ask);
  const wakeUps = createWakeUps(() => clock.now());
  const failures: unknown[] = [];
  const onOperator = (_: string, error: unknown) => void failures.push(error);
  const workflows = workflowActor({ services, handlers: workflowHandlers(services), wakeUps, onOperator });
  const moments = [scenario.opens];
  try {
    await runVirtual({
      actors: [
        workflows,
        { nextAt: async () => people.nextAt(), act: async (now) => void (await people.act(now)) },
        relayActor(services, stage.watch),
      ],
      clock,
      until: toInstant(toMs(scenario.opens) + LONGEST_MS),
      onMoment: async (now) => void moments.push(now),
      isOver: async () =>
        failures.length > 0 ||
        (people.nextAt() === undefined && (await services.registry.list()).every(({ status }) => status === 'ended')),
    });
    if (failures.length > 0) throw failures[0];
    return { outcome: await outcomeOf(scenario.campaign.id, ask), moments };
  } finally {
    await workflows.stop();
    await server.close();
    stage.close();
    rmSync(folder, { recursive: true });
  }
}
