import { CampaignError, type Finding, finding, formatPath } from '../campaign/campaign-problem.ts';
import type { SendingConfig } from '../campaign/ladder-schema.ts';
import { type Instant, toMs } from '../instant.ts';
import { ONE_PART } from './sms-parts.ts';
import {
  SHEETS,
  type Sheet,
  SMS_SUBJECTS,
  SMS_WORDING,
  type SmsDue,
  type SmsFacts,
  type SmsFrame,
  type SmsLanguage,
  type SmsSubject,
  type SmsVariant,
} from './sms-template.ts';

type Sender = Pick<SendingConfig, 'signature' | 'linkBase'>;

/** One SMS to be written. A digest names the gravest rung among its problems and the earliest of their deadlines. */
export interface SmsMessage {
  readonly subject: SmsSubject;
  /** The colour of a 督办单; other rungs are told by their own word. */
  readonly sheet?: Sheet;
  readonly unitName: string;
  /** Problems or tasks it is about. */
  readonly count: number;
  readonly dueAt: Instant | null;
  readonly now: Instant;
  /** The secret part of the link: 22 characters. */
  readonly token: string;
}

export interface SmsCompiler {
  /** The whole text, signature first and link last: never more than one part. */
  write(message: SmsMessage): string;
}

/** 128 bits in base64url. */
const TOKEN_LENGTH = 22;
const MOST_COUNTED = 9999;
const BEYOND = `${MOST_COUNTED}+`;
/** A wording is only chosen where at least this much of a unit's name fits; the tersest does without. */
const NAME_ROOM = 4;
/** No moment is written longer than this one. */
const LONGEST_DUE: SmsDue = { month: '12', day: '31', time: '23:59', isPast: true };

const longestFacts = (subject: SmsSubject, sheet: Sheet | undefined, count: string): SmsFacts[] =>
  [true, false].map((isPast) => ({ subject, sheet, count, due: { ...LONGEST_DUE, isPast } }));

const frameLength = ({ before, after }: SmsFrame): number => before.length + after.length;

/** The longest a wording of this subject gets, without the unit's name. */
const longest = (variant: SmsVariant, subject: SmsSubject, sheet: Sheet | undefined, count: string): number =>
  Math.max(...longestFacts(subject, sheet, count).map((facts) => frameLength(variant(facts))));

/** What is left for the text beside signature, a blank and the link. */
const roomFor = ({ signature, linkBase }: Sender): number =>
  ONE_PART - `【${signature}】`.length - ' '.length - linkBase.length - TOKEN_LENGTH;

interface Line {
  readonly subject: SmsSubject;
  readonly sheet: Sheet | undefined;
  readonly form: 'single' | 'digest';
}

const LINES: readonly Line[] = SMS_SUBJECTS.flatMap((subject) =>
  (subject === 'supervise' ? [undefined, ...SHEETS] : [undefined]).flatMap((sheet) =>
    (['single', 'digest'] as const).map((form) => ({ subject, sheet, form })),
  ),
);

const keyOf = ({ subject, sheet, form }: Line): string => `${subject} ${sheet ?? '-'} ${form}`;
const countOf = ({ form }: Line): string => (form === 'single' ? '1' : BEYOND);

/** The fullest wording that fits in the worst case, or what the tersest lacks. */
function choose(line: Line, room: number, lang: SmsLanguage): SmsVariant | { readonly lacking: number } {
  const variants = SMS_WORDING[lang][line.form];
  const lengths = variants.map((variant) => longest(variant, line.subject, line.sheet, countOf(line)));
  const chosen = lengths.findIndex((length, index) => length + (index < variants.length - 1 ? NAME_ROOM : 0) <= room);
  return variants[chosen] ?? { lacking: (lengths.at(-1) ?? 0) - room };
}

/** The first text that can't be sent as one part with this signature and link, as a finding of the campaign file. */
export function smsFindings(sender: Sender, lang: SmsLanguage = 'zh'): readonly Finding[] {
  const room = roomFor(sender);
  let worst: { readonly line: Line; readonly lacking: number } | undefined;
  for (const line of LINES) {
    const choice = choose(line, room, lang);
    if (typeof choice !== 'function' && choice.lacking > (worst?.lacking ?? 0)) worst = { line, ...choice };
  }
  if (!worst) return [];
  const { signature, linkBase } = sender;
  const { line, lacking } = worst;
  const total = ONE_PART + lacking;
  const what = `${line.subject}${line.sheet ? ` (${line.sheet})` : ''}, ${line.form}`;
  return [
    finding(
      ['sending', 'signature'],
      `短信“${what}”至少 ${total} 字，超出一条 ${ONE_PART} 字：签名“${signature}”${signature.length} 字，链接 ${linkBase} ${linkBase.length} 字，请合计缩短 ${lacking} 字`,
      `the SMS "${what}" takes at least ${total} units, more than the ${ONE_PART} of one part: the signature "${signature}" has ${signature.length} and linkBase ${linkBase} has ${linkBase.length}; shorten them by ${lacking} together`,
    ),
  ];
}

/** Cut at a whole character with an ellipsis where it has to be; left out where nothing readable would remain. */
function fitName(name: string, room: number): string {
  const clean = name.replace(/[【】\s\p{Cc}]+/gu, ' ').trim();
  if (clean.length <= room) return clean;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(clean)) {
    if (cut.length + segment.length + '…'.length > room) break;
    cut += segment;
  }
  return cut.length >= 2 ? `${cut}…` : '';
}

function dueIn(timeZone: string): (dueAt: Instant, now: Instant) => SmsDue {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (dueAt, now) => {
    const parts = Object.fromEntries(format.formatToParts(toMs(dueAt)).map(({ type, value }) => [type, value]));
    const { month = '', day = '', hour, minute } = parts;
    return { month, day, time: `${hour}:${minute}`, isPast: dueAt < now };
  };
}

/** Which of the compiled texts a message takes. Throws a RangeError on what no text was reckoned for. */
function lineOf({ subject, sheet, count, token }: SmsMessage): Line {
  if (count < 1) throw new RangeError(`an SMS is about at least one item, not ${count}`);
  if (token.length !== TOKEN_LENGTH) {
    throw new RangeError(`a link's token has ${TOKEN_LENGTH} characters, not ${token.length}`);
  }
  return { subject, sheet: subject === 'supervise' ? sheet : undefined, form: count === 1 ? 'single' : 'digest' };
}

/**
 * Chooses for every rung, single and digest, the fullest wording whose longest case is one part with this signature and
 * link. Throws a CampaignError where even the tersest is longer, so that a campaign never starts with texts that can't be
 * sent; a unit's name is shortened before anything else.
 */
export function compileSms(sender: Sender, timeZone: string, lang: SmsLanguage = 'zh'): SmsCompiler {
  const [problem] = smsFindings(sender, lang);
  if (problem) {
    throw new CampaignError([{ path: formatPath(problem.path), message: problem.zh, messageEn: problem.en }]);
  }
  const room = roomFor(sender);
  const chosen = new Map(LINES.map((line) => [keyOf(line), choose(line, room, lang)]));
  const dueOf = dueIn(timeZone);
  return {
    write(message) {
      const { unitName, count, dueAt, now, token } = message;
      const line = lineOf(message);
      const variant = chosen.get(keyOf(line));
      if (typeof variant !== 'function') throw new Error(`there is no SMS text for ${line.subject}`);
      const due = dueAt === null ? undefined : dueOf(dueAt, now);
      const frame = variant({ ...line, count: count > MOST_COUNTED ? BEYOND : String(count), due });
      const name = fitName(unitName, room - frameLength(frame));
      const after = name === '' ? frame.after.trimStart() : frame.after;
      return `【${sender.signature}】${frame.before}${name}${after} ${sender.linkBase}${token}`;
    },
  };
}
