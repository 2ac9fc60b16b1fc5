import { DAY_MS, type Instant, toMs } from '../../shared/domain/instant.ts';
import type { Clock, Workflows } from '../../shared/ports.ts';
import type { CampaignHead, CampaignRegistry } from '../../shared/stores/campaign-registry.ts';
import { shortHash } from '../../shared/stores/keys.ts';
import { attempt, type Failure, throwFailures } from '../failures.ts';

export interface StartReport {
  readonly started: readonly string[];
  /** Executions that another one took over from. */
  readonly stopped: readonly string[];
}

interface StarterServices {
  readonly registry: CampaignRegistry;
  readonly workflows: Workflows;
  readonly clock: Clock;
}

const WEEK_MS = 7 * DAY_MS;

/** An execution lives for a week at most, far within a year and 25,000 events, the limits of Step Functions. */
const weekOf = (now: Instant): number => Math.floor(toMs(now) / WEEK_MS);

/** The service takes 80 characters of ASCII; an id may be longer, and in Chinese. */
const campaignPart = (id: string): string => `${id.replaceAll(/[^\w-]/g, '').slice(0, 24)}-${shortHash(id)}`;

const stemOf = ({ id, revision }: CampaignHead, now: Instant): string =>
  `${campaignPart(id)}-r${revision}-w${weekOf(now)}-`;

/**
 * Sees to it that every running campaign has one execution of the workflow, on its newest revision and begun this week.
 * Starting anew is safe at any moment: each agenda entry is idempotent and past waits return at once. An execution that
 * failed is not started again before its campaign changes or the next week begins; until then it waits for a person. One
 * campaign that fails keeps no other from being started: throws `PartlyFailed` at the end.
 */
export async function startMissing(services: StarterServices): Promise<StartReport> {
  const { registry, workflows } = services;
  const report = { started: [] as string[], stopped: [] as string[] };
  const failures: Failure[] = [];
  const running = await workflows.running();
  for (const listed of await registry.list()) {
    if (listed.status === 'running')
      await attempt(`campaign ${listed.id}`, failures, () => startOne(listed, running, report, services));
  }
  throwFailures(failures, report);
  return report;
}

async function startOne(
  listed: CampaignHead,
  running: readonly string[],
  report: { readonly started: string[]; readonly stopped: string[] },
  { registry, workflows, clock }: StarterServices,
): Promise<void> {
  const now = clock.now();
  const own = running.filter((name) => name.startsWith(`${campaignPart(listed.id)}-r`));
  if (own.some((name) => name.startsWith(stemOf(listed, now)))) return;
  const stored = await registry.head(listed.id);
  if (stored?.head.status !== 'running') return;
  // First, since one that made the newest revision itself, at a missed gate, would walk it beside the other.
  for (const overtaken of own) await workflows.stop(overtaken);
  report.stopped.push(...own);
  const { head, version } = stored;
  // A campaign that was paused and resumed has another version: its execution may have ended, and a name counts once.
  const name = `${stemOf(head, now)}v${version}`;
  await workflows.start(name, { campaign: head.id, revision: head.revision });
  report.started.push(name);
}
