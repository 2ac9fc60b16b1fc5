import { recover } from '../../functions/escalation-delivery/recover.ts';
import { attempt, type Failure, PartlyFailed } from '../../functions/failures.ts';
import type { RequestLogger } from '../../functions/http/request-log.ts';
import type { Services } from '../../functions/services.ts';
import { type AccountBook, createAccountBook } from '../../shared/stores/account-book.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { actDue } from './actor.ts';
import { createApi } from './api.ts';
import { relayActor } from './relay.ts';
import { startServer } from './server.ts';
import { createSignInGuard } from './sign-in-guard.ts';
import { clearDrafts, type Stage } from './stage.ts';
import { createTokenIssuer } from './tokens.ts';
import { createWakeUps } from './wake-ups.ts';
import { workflowActor } from './workflow-actor.ts';
import { workflowHandlers } from './workflow-handlers.ts';

export interface ServingOptions {
  readonly stage: Stage;
  readonly port: number;
  readonly host?: string;
  readonly version: string;
  readonly logger: RequestLogger;
  /** Accounts that must be there before anybody can sign in. */
  prepare(accounts: Accounts, book: AccountBook): Promise<void>;
  /** Hears of each beat of the stage before anything is done at it. */
  onBeat?(): Promise<void>;
}

export interface Serving {
  readonly url: string;
  /** Ends when `close` was called and everything under way is done. */
  readonly ended: Promise<void>;
  close(): void;
}

/** The stage looks at its clock so often. */
const BEAT_MS = 1000;

/**
 * Serves a stage: the HTTP API on the loopback, and on the stage's clock the sweep, the delivery and each campaign's
 * workflow. Messages that an earlier stop left in flight are looked after first. Throws `BadInput` for a taken port.
 */
export async function serve(options: ServingOptions): Promise<Serving> {
  const { stage, logger } = options;
  const { services } = stage;
  clearDrafts(stage);
  await recoverAll(services, logger);
  const book = createAccountBook(services.items);
  const accounts = createAccounts(book, { clock: services.clock, guard: createSignInGuard(services.clock) });
  await options.prepare(accounts, book);
  const issuer = createTokenIssuer(stage.folder, services.clock);
  const api = createApi({ services, accounts, issuer, logger, version: options.version });
  const server = await startServer({ ...options, ...api, ...services });
  const wakeUps = createWakeUps(() => services.clock.now());
  const onOperator = (campaign: string, error: unknown) =>
    logger.error('workflow needs an operator', { campaign, cause: String(error) });
  const workflows = workflowActor({ services, handlers: workflowHandlers(services), wakeUps, onOperator });
  const actors = [workflows, relayActor(services, stage.watch)];
  const heart = beat(async () => {
    await options.onBeat?.();
    await actDue(actors, services.clock.now());
  }, logger);
  const stop = async () => {
    await server.close();
    await heart.stop();
    await workflows.stop();
    stage.close();
  };
  const closed = Promise.withResolvers<void>();
  return { url: server.url, ended: closed.promise.then(stop), close: closed.resolve };
}

/** What can't be looked after keeps nothing from being served: the delivery finds it again. */
async function recoverAll(services: Services, logger: RequestLogger): Promise<void> {
  const failures: Failure[] = [];
  for (const { id } of await services.registry.list())
    await attempt(`campaign ${id}`, failures, () => recover({ campaign: id }, services));
  if (failures.length > 0)
    logger.error('not all that was in flight could be looked after', { cause: new PartlyFailed(failures, {}).message });
}

/** Beats until it is stopped; one beat ends before the next begins, and a beat that fails is told and does not end them. */
function beat(act: () => Promise<void>, logger: RequestLogger): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const next = () => {
    underWay = act()
      .catch((error: unknown) =>
        logger.error('a beat failed; it is tried again', {
          cause: error instanceof Error ? error.stack : String(error),
        }),
      )
      .then(() => {
        if (!stopped) timer = setTimeout(next, BEAT_MS);
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
