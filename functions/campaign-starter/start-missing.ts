import { DAY_MS, type Instant, toMs } from '../../shared/domain/instant.ts';
import type { Clock, Workflows } from '../../shared/ports.ts';
import type { CampaignHead, CampaignRegistry } from '../../shared/stores/campaign-registry.ts';
import { shortHash } from '../../shared/stores/keys.ts';

export interface StartReport {
  readonly started: readonly string[];
  /** Executions that another one took over from. */
  readonly stopped: readonly string[];
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
 * failed is not started again before its campaign changes or the next week begins; until then it waits for a person.
 */
export async function startMissing(services: {
  readonly registry: CampaignRegistry;
  readonly workflows: Workflows;
  readonly clock: Clock;
}): Promise<StartReport> {
  const { registry, workflows, clock } = services;
  const report = { started: [] as string[], stopped: [] as string[] };
  const running = await workflows.running();
  const now = clock.now();
  for (const listed of await registry.list()) {
    if (listed.status !== 'running') continue;
    const own = running.filter((name) => name.startsWith(`${campaignPart(listed.id)}-r`));
    if (own.some((name) => name.startsWith(stemOf(listed, now)))) continue;
    const stored = await registry.head(listed.id);
    if (stored?.head.status !== 'running') continue;
    // First, since one that made the newest revision itself, at a missed gate, would walk it beside the other.
    for (const overtaken of own) await workflows.stop(overtaken);
    const { head, version } = stored;
    // A campaign that was paused and resumed has another version: its execution may have ended, and a name counts once.
    const name = `${stemOf(head, now)}v${version}`;
    await workflows.start(name, { campaign: head.id, revision: head.revision });
    report.started.push(name);
    report.stopped.push(...own);
  }
  return report;
}
