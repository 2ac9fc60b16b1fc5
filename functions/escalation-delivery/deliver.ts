import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import type { Cap } from '../../shared/domain/escalation/caps.ts';
import { HOUR_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { ConditionFailed, type Refusal } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import type { Released } from '../../shared/stores/owed-entries.ts';
import { type CampaignSight, campaignSight, isFresh, isRunning, type SeenHead } from '../campaign-sight.ts';
import { attempt, type Failure, throwFailures } from '../failures.ts';
import type { Services } from '../services.ts';
import { type TimeLeft, UNLIMITED } from '../time-left.ts';
import { batches } from './batches.ts';
import type { Batch } from './claim.ts';
import { DEAD_AFTER_MS, type Fate, followUp } from './follow-up.ts';
import { reviewEntries } from './review-entries.ts';
import { BUSY_MS, type Outcome, type Recipient, sendMessage } from './send-message.ts';

export interface DeliveryReport {
  /** Messages by what became of them. */
  sent: number;
  'handed-over': number;
  refused: number;
  unknown: number;
  /** Escalations looked at again at release and found settled. */
  dropped: number;
  /** Escalations held back by a cap, or behind a carrier that takes nothing for now. */
  held: number;
  /** Messages a busy carrier did not take; their escalations are tried again later. */
  busy: number;
  /** Escalations another delivery is at, or a gateway. */
  contended: number;
  /** Recipients whom not everything could be told; the error that ends the delivery names them. */
  failed: number;
  /** More is owed than one delivery does; the next goes on. */
  unfinished: boolean;
  /** Refusals and caps by name, each of which somebody may have to act on. */
  reasons: Partial<Record<Refusal | Cap, number>>;
}

export interface DeliveryInput {
  readonly campaign: string;
  /** Where the campaign stood, where that was read already. */
  readonly seen?: SeenHead;
  /** Those of whose problems something may be released; all where it is not said. */
  readonly shards?: readonly number[];
  readonly timeLeft?: TimeLeft;
  /** So many escalations are told, dropped or put off at most. */
  readonly most?: number;
}

/** Told one by one, ten a second, they take most of the time there is, and leave some of it to other campaigns. */
const MOST = 5000;

/** A delivery that is ended in the middle leaves messages of which nobody knows: it claims nothing in its last two minutes. */
const RESERVE_MS = 2 * 60_000;

/** A delivery under way. */
interface Run {
  readonly campaign: CampaignSight;
  /** When the escalations were read, with their problems. */
  readonly readAt: Instant;
  readonly services: Services;
  readonly report: DeliveryReport;
  /** Escalations that were told, dropped or put off. */
  readonly progress: { entries: number };
  /** What failed by itself, while the rest went on. */
  readonly failures: Failure[];
  /** Whether the rest is for the next delivery; the report then says so. */
  isEnough(): boolean;
}

/**
 * Tells what is owed and released in a campaign: looks at each escalation again, makes one digest of several to the same
 * person, keeps below the caps of the campaign. Safe to run twice or at once, since an escalation is claimed by one
 * message only, and a message is handed to the carrier once at most. What a delivery that died left behind is looked
 * after first. While a campaign is paused, and once it has ended, nobody is told. A delivery that runs for long looks
 * anew at campaign and problems, so that what happens meanwhile counts within a minute. It leaves to the next one what is
 * more than it has the time for. Where something fails for one escalation or recipient, the others are told all the same:
 * throws `PartlyFailed` with the report at the end.
 */
export async function deliver(
  { campaign, seen, shards, timeLeft = UNLIMITED, most = MOST }: DeliveryInput,
  services: Services,
): Promise<DeliveryReport> {
  const report: DeliveryReport = {
    sent: 0,
    'handed-over': 0,
    refused: 0,
    unknown: 0,
    dropped: 0,
    held: 0,
    busy: 0,
    contended: 0,
    failed: 0,
    unfinished: false,
    reasons: {},
  };
  const sight = campaignSight(campaign, seen, services);
  if (!isRunning(await sight())) return report;
  const progress = { entries: 0 };
  const isEnough = () => {
    report.unfinished ||= progress.entries >= most || timeLeft() < RESERVE_MS;
    return report.unfinished;
  };
  const now = services.clock.now();
  const failures: Failure[] = [];
  const run: Run = { campaign: sight, readAt: now, services, report, progress, failures, isEnough };
  await attempt('reading what is released', failures, async () => {
    let readAt = now;
    for await (const part of services.owed.released(campaign, now, shards, failures)) {
      await deliverPart(part, { ...run, readAt });
      if (report.unfinished) return;
      readAt = services.clock.now();
    }
  });
  throwFailures(failures, report);
  return report;
}

async function deliverPart(released: readonly Released[], run: Run): Promise<void> {
  for (const [recipient, group] of byRecipient(released)) {
    if (run.isEnough()) return;
    const before = run.failures.length;
    await attempt(`escalations to ${recipient}`, run.failures, async () => {
      const failures: Failure[] = [];
      await deliverTo(group, { ...run, failures });
      throwFailures(failures, run.report);
    });
    if (run.failures.length > before) run.report.failed += 1;
  }
}

function byRecipient(released: readonly Released[]): ReadonlyMap<string, readonly Released[]> {
  const inOrder = released.toSorted((a, b) => (sortKey(a.owed) < sortKey(b.owed) ? -1 : 1));
  return Map.groupBy(inOrder, ({ owed }) => `${owed.unit} (${owed.role})`);
}

const sortKey = ({ releaseAt, id }: Owed): string => `${releaseAt}#${id}`;

async function deliverTo(group: readonly Released[], run: Run): Promise<void> {
  const context = await run.campaign();
  if (!isRunning(context)) return;
  const entries = await review(await unclaimed(group, run), context, run);
  for (const batch of batches(entries, context.config.sending.digestFrom)) {
    if (run.isEnough()) return;
    await attempt(`message of ${batch[0].id}`, run.failures, () => deliverBatch(batch, run));
  }
}

async function review(released: readonly Released[], context: CampaignContext, run: Run): Promise<readonly Owed[]> {
  const { standing, dropped } = await reviewEntries(released, context, run.services, run.failures);
  run.report.dropped += dropped;
  run.progress.entries += dropped;
  return standing;
}

/** Those that still stand; what was read a while ago is read again for that. */
async function lookAgain(batch: readonly Owed[], context: CampaignContext, run: Run): Promise<readonly Owed[]> {
  const { services, report, readAt } = run;
  if (isFresh(readAt, services.clock)) return batch;
  const again = await services.owed.reread(batch, services.clock.now());
  report.contended += batch.length - again.length;
  return review(again, context, run);
}

/** What somebody else wrote first is left to the next delivery, and keeps nobody from being told. */
async function unlessContended(outcome: Promise<Outcome>): Promise<Outcome> {
  try {
    return await outcome;
  } catch (error) {
    if (error instanceof ConditionFailed) return { state: 'contended' };
    throw error;
  }
}

function count({ state, reason }: Outcome, entries: number, { report, progress }: Run): void {
  if (state !== 'contended') progress.entries += entries;
  report[state] += state === 'contended' || state === 'held' ? entries : 1;
  if (reason) report.reasons[reason] = (report.reasons[reason] ?? 0) + 1;
}

/** Those that nobody has claimed, and of which that could be found out. */
async function unclaimed(
  group: readonly Released[],
  { services, report, failures }: Run,
): Promise<readonly Released[]> {
  const free: Released[] = [];
  for (const released of group) {
    const { owed } = released;
    const fate = await attempt(`escalation ${owed.id}`, failures, () => fateOf(owed, services));
    if (fate?.state === 'free' || fate?.state === 'lapsed') free.push({ ...released, owed: fate.owed });
    if (fate?.state === 'busy') report.contended += 1;
    if (fate?.state === 'unknown') report.unknown += 1;
  }
  return free;
}

/** Asked again where that failed: one call that fails must not break a digest in two, and one that always does is left out. */
function fateOf(owed: Owed, services: Services): Promise<Fate> {
  const ask = () => followUp(owed, DEAD_AFTER_MS, services);
  return ask().catch(ask);
}

async function deliverBatch(batch: Batch, run: Run): Promise<void> {
  const context = await run.campaign();
  if (!isRunning(context)) return;
  const wait = waitOf(context, run);
  if (wait !== undefined) return count(await hold(batch, wait, context, run), batch.length, run);
  const [first, ...others] = await lookAgain(batch, context, run);
  const unit = context.units.get(first?.unit ?? '');
  if (!first || !unit) return;
  const standing: Batch = [first, ...others];
  const recipient = { unit, contact: contactOf(unit, standing) };
  count(await unlessContended(tell(standing, recipient, context, run)), standing.length, run);
}

/** How long a batch waits without being looked at, before the sending window is asked; undefined where it goes out now. */
function waitOf({ window }: CampaignContext, { services, report }: Run): number | undefined {
  if (report.busy > 0) return BUSY_MS;
  // What was released by day and is found at night, after an outage or a pause, waits for the morning.
  const now = services.clock.now();
  return window.releaseAt(now) === now ? undefined : 0;
}

async function tell(batch: Batch, recipient: Recipient, context: CampaignContext, run: Run): Promise<Outcome> {
  const outcome = await sendMessage(batch, recipient, context, run.services, run.failures);
  if (outcome.state === 'held') await hold(batch, HOUR_MS, context, run);
  if (outcome.state === 'busy') await hold(batch, BUSY_MS, context, run);
  return outcome;
}

function contactOf(unit: Unit, entries: readonly Owed[]): Contact {
  const role = entries[0]?.role ?? 'liaison';
  return unit.contacts[role] ?? unit.contacts.liaison;
}

/** Looked at again later, by when more has come together for one digest. */
async function hold(
  batch: Batch,
  ms: number,
  { window }: CampaignContext,
  { services: { clock, owed }, failures }: Run,
): Promise<Outcome> {
  const releaseAt = window.releaseAt(toInstant(toMs(clock.now()) + ms));
  for (const entry of batch) await attempt(`escalation ${entry.id}`, failures, () => owed.postpone(entry, releaseAt));
  return { state: 'held' };
}
