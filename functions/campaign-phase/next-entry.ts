import type { AgendaEntry } from '../../shared/domain/agenda/agenda.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { PeriodKind, PhaseName } from '../../shared/domain/campaign/vocabulary.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Walk } from '../../shared/ports.ts';
import type { Services } from '../services.ts';

/** What the workflow does next; `do` is what its choices look at. */
export type NextEntry =
  | { readonly do: 'wait'; readonly until: Instant }
  /** The next entry belongs to a later phase. */
  | { readonly do: 'leave' }
  | { readonly do: 'stop'; readonly reason: 'superseded' | 'paused' | 'ended' }
  | { readonly do: 'gate' | 'task' | 'conclude' | 'finish'; readonly entry: string; readonly phase: PhaseName }
  | ({ readonly do: 'rank' | 'publish'; readonly entry: string; readonly phase: PhaseName } & Report);

interface Report {
  /** A bulletin follows the ranking. */
  readonly publishes: boolean;
  /** A window that closes, or a phase. */
  readonly kind: PeriodKind | 'phase';
  /** The key of the window, or the phase. */
  readonly key: string;
}

/** No wait is longer without looking at the agenda again. */
const LONGEST_WAIT_MS = DAY_MS;

/**
 * The agenda entry that is to be done next, or until when to wait for it. An execution whose revision was overtaken
 * stops, as does one whose campaign is paused or over; the office starts another one.
 */
export async function nextEntry(
  { campaign, revision, phase }: Walk & { readonly phase: PhaseName },
  services: Services,
): Promise<NextEntry> {
  const { head, config, agenda } = await services.campaigns.load(campaign);
  if (head.revision !== revision) return { do: 'stop', reason: 'superseded' };
  if (head.status !== 'running') return { do: 'stop', reason: head.status };
  const done = await services.progress.done(campaign);
  const entry = agenda.entries.find(({ id }) => !done.has(id));
  if (!entry) return { do: 'stop', reason: 'ended' };
  const now = services.clock.now();
  if (entry.at > now) {
    const until = earlier(entry.at, toInstant(toMs(now) + LONGEST_WAIT_MS));
    return { do: 'wait', until: services.clock.reaches?.(until) ?? until };
  }
  return entry.phase === phase ? duty(entry, config) : { do: 'leave' };
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

function duty(entry: AgendaEntry, { ranking, bulletins }: Campaign): NextEntry {
  const what = { entry: entry.id, phase: entry.phase };
  switch (entry.kind) {
    case 'gate':
      return { do: 'gate', ...what };
    case 'task-due':
      return { do: 'task', ...what };
    case 'conclude':
      return { do: 'conclude', ...what };
    case 'phase-closes': {
      const report = { publishes: bulletins.phase, kind: 'phase', key: entry.phase } as const;
      return bulletins.phase ? { do: 'publish', ...what, ...report } : { do: 'finish', ...what };
    }
    case 'period-closes': {
      if (!entry.period) throw new Error(`the agenda entry ${entry.id} closes a window but names none`);
      const { kind, key } = entry.period;
      const report = { publishes: bulletins.periods.includes(kind), kind, key };
      return { do: ranking.periods.includes(kind) ? 'rank' : 'publish', ...what, ...report };
    }
    case 'phase-opens':
    case 'step-opens':
    case 'step-closes':
    case 'action-day':
      return { do: 'finish', ...what };
    default:
      return entry.kind satisfies never;
  }
}
