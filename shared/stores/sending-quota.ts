import { type Cap, type Caps, capReached, priceOf, withinDay } from '../domain/escalation/caps.ts';
import { type CalendarDate, DAY_MS, type Instant, toMs } from '../domain/instant.ts';
import type { Item, ItemKey, ItemStore, WriteAction } from '../ports.ts';

/** An SMS that wants room below the caps. */
export interface Reservation {
  readonly campaign: string;
  readonly unit: string;
  /** The hash of the number, as a message bears it. */
  readonly number: string;
  readonly at: Instant;
  /** The day of `at` in the campaign's zone. */
  readonly day: CalendarDate;
  readonly parts: number;
  /** `campaign/message`, by which a receipt that only knows the number finds the message. */
  readonly message: string;
}

/** A number's messages: when, in ms, and which. */
interface NumberTally {
  readonly sent: ReadonlyArray<readonly [at: number, message: string]>;
}

/** Older messages than the cap counts are kept for receipts, which may come for days; so many of them, to stay small. */
const KEPT_FOR_MS = 4 * DAY_MS;
const KEPT_AT_MOST = 12;

/** What counts for a unit's day, a campaign's day or its whole money. */
interface Tally {
  readonly used: number;
}

const numberKey = (number: string): ItemKey => ({ pk: `QUOTA#${number}`, sk: 'number' });
const unitKey = ({ campaign, unit, day }: Reservation): ItemKey => ({ pk: `QUOTA#${campaign}`, sk: `${day}#${unit}` });
const dayKey = ({ campaign, day }: Reservation): ItemKey => ({ pk: `QUOTA#${campaign}`, sk: day });
const moneyKey = ({ campaign }: Reservation): ItemKey => ({ pk: `QUOTA#${campaign}`, sk: 'budget' });

/**
 * Room below the caps, taken before an SMS is claimed. What `reserve` gives is written by itself, and holds only while
 * nobody else took room meanwhile, so two deliveries can't take the last place both.
 */
export interface SendingQuota {
  reserve(
    sms: Reservation,
    caps: Caps,
  ): Promise<{ readonly reached: Cap } | { readonly writes: readonly WriteAction[] }>;
  /** Gives the room back, for an SMS of which it is certain that it was not sent. Belongs into the write that says so, if there is one. */
  release(sms: Reservation, caps: Caps): Promise<readonly WriteAction[]>;
  /** The messages to a number in the last days as `campaign/message`, the newest first. */
  recentTo(number: string): Promise<readonly string[]>;
}

/** Only what a cap needs is kept, so a campaign with the cap by number alone writes one item an SMS. */
export function createSendingQuota(items: ItemStore): SendingQuota {
  const read = async (sms: Reservation, { perUnitPerDay, perDay, budget }: Caps) => {
    const tally = async (key: ItemKey, wanted: unknown) =>
      wanted === undefined ? undefined : { key, item: await items.get<Tally>(key) };
    const [number, unit, day, money] = await Promise.all([
      items.get<NumberTally>(numberKey(sms.number)),
      tally(unitKey(sms), perUnitPerDay),
      tally(dayKey(sms), perDay),
      tally(moneyKey(sms), budget),
    ]);
    return { number, unit, day, money };
  };
  const change = async (sms: Reservation, caps: Caps, way: 1 | -1) => {
    const { number, unit, day, money } = await read(sms, caps);
    const now = toMs(sms.at);
    const sent = number?.body.sent ?? [];
    const reserved = {
      number: sent.map(([at]) => at),
      unit: usedOf(unit),
      day: usedOf(day),
      money: usedOf(money),
    };
    const changed =
      way === 1 ? [...stillKept(sent, now), [now, sms.message] as const] : withoutOne(sent, now, sms.message);
    const writes = [
      write(numberKey(sms.number), { sent: changed }, number),
      ...[unit, day].flatMap((tally) => (tally ? [write(tally.key, { used: after(tally, way) }, tally.item)] : [])),
      ...(money ? [write(money.key, { used: after(money, way * priceOf(sms.parts, caps)) }, money.item)] : []),
    ];
    return { reserved, writes };
  };
  return {
    async reserve(sms, caps) {
      const { reserved, writes } = await change(sms, caps, 1);
      const reached = capReached(caps, reserved, { parts: sms.parts, now: toMs(sms.at) });
      return reached ? { reached } : { writes };
    },
    release: async (sms, caps) => (await change(sms, caps, -1)).writes,
    async recentTo(number) {
      const item = await items.get<NumberTally>(numberKey(number));
      return (item?.body.sent ?? []).map(([, message]) => message).toReversed();
    },
  };
}

const usedOf = (tally: { readonly item: Item<Tally> | undefined } | undefined): number => tally?.item?.body.used ?? 0;

/** A cap that was set after an SMS took its room has none of it to give back. */
const after = (tally: { readonly item: Item<Tally> | undefined }, change: number): number =>
  Math.max(0, usedOf(tally) + change);

const write = (key: ItemKey, body: NumberTally | Tally, before: Item | undefined): WriteAction => ({
  put: { ...key, body },
  when: before ? { version: before.version } : 'absent',
});

function stillKept(sent: NumberTally['sent'], now: number): NumberTally['sent'] {
  const counted = new Set(
    withinDay(
      sent.map(([at]) => at),
      now,
    ),
  );
  const older = sent.filter(([at]) => !counted.has(at) && at > now - KEPT_FOR_MS);
  return [...older.slice(-KEPT_AT_MOST), ...sent.filter(([at]) => counted.has(at))];
}

function withoutOne(sent: NumberTally['sent'], time: number, message: string): NumberTally['sent'] {
  const found = sent.findIndex(([at, name]) => at === time && name === message);
  return found < 0 ? sent : sent.toSpliced(found, 1);
}
