import type { RungName } from '../campaign/vocabulary.ts';

/** What an SMS is about: a rung of the ladder, a late task, or a gate that was missed. */
export type SmsSubject = RungName | 'task' | 'gate';
export const SMS_SUBJECTS: readonly SmsSubject[] = [
  'remind',
  'urge',
  'supervise',
  'criticise',
  'summon',
  'refer',
  'task',
  'gate',
];

export type Sheet = 'blue' | 'orange' | 'red';
export const SHEETS: readonly Sheet[] = ['blue', 'orange', 'red'];

export type SmsLanguage = 'zh' | 'en';

/** The moment of a deadline, cut up for the texts. */
export interface SmsDue {
  readonly month: string;
  readonly day: string;
  /** `17:30`. */
  readonly time: string;
  readonly isPast: boolean;
}

/** What a text is made from; `due` is missing where there is no deadline. */
export interface SmsFacts {
  readonly subject: SmsSubject;
  readonly sheet?: Sheet | undefined;
  /** As written: `12`, or `9999+` beyond. */
  readonly count: string;
  readonly due?: SmsDue | undefined;
}

/** A text but for the unit's name, which stands between the two halves and takes the room that is left. */
export interface SmsFrame {
  readonly before: string;
  readonly after: string;
}
export type SmsVariant = (facts: SmsFacts) => SmsFrame;

/** From the fullest wording to the tersest. What every one of them keeps is the rung, and when or how many. */
export interface SmsWording {
  readonly single: readonly SmsVariant[];
  readonly digest: readonly SmsVariant[];
}

interface Words {
  readonly word: string;
  readonly short: string;
  /** What is counted: 1件问题, 3项任务. */
  readonly noun: string;
  readonly counter: string;
  readonly due: string;
  readonly past: string;
  readonly shortPast: string;
}

const PROBLEM = { noun: '问题', counter: '件', due: '到期', past: '已超期', shortPast: '超期' };
const ZH: Readonly<Record<SmsSubject, Words>> = {
  remind: { ...PROBLEM, word: '提醒', short: '提醒' },
  urge: { ...PROBLEM, word: '催办', short: '催办' },
  supervise: { ...PROBLEM, word: '督办', short: '督办' },
  criticise: { ...PROBLEM, word: '通报批评', short: '通报' },
  summon: { ...PROBLEM, word: '约谈', short: '约谈' },
  refer: { ...PROBLEM, word: '移交问责', short: '移交' },
  task: { ...PROBLEM, word: '任务催办', short: '任务', noun: '任务', counter: '项' },
  gate: {
    word: '节点预警',
    short: '节点',
    noun: '目标',
    counter: '项',
    due: '未达标',
    past: '未达标',
    shortPast: '未达',
  },
};
const ZH_SHEETS: Readonly<Record<Sheet, Pick<Words, 'word' | 'short'>>> = {
  blue: { word: '蓝色督办', short: '蓝督' },
  orange: { word: '橙色督办', short: '橙督' },
  red: { word: '红色督办', short: '红督' },
};

const zh = ({ subject, sheet }: SmsFacts): Words => ({ ...ZH[subject], ...(sheet && ZH_SHEETS[sheet]) });
const zhState = (words: Words, due: SmsDue): string => (due.isPast ? words.past : words.due);
const zhMoment = ({ month, day, time }: SmsDue): string => `${month}月${day}日${time}`;

const ZH_WORDING: SmsWording = {
  single: [
    (facts) => {
      const { due } = facts;
      const words = zh(facts);
      const when = due ? `${zhMoment(due)}${zhState(words, due)}` : '待办';
      return { before: `${words.word}：`, after: `1${words.counter}${words.noun}${when}，请及时办理` };
    },
    (facts) => {
      const { due } = facts;
      const words = zh(facts);
      const when = due ? `${zhMoment(due)}${zhState(words, due)}` : '待办';
      return { before: `${words.word}：`, after: `1${words.counter}${when}` };
    },
    (facts) => {
      const { due } = facts;
      const words = zh(facts);
      const state = due?.isPast ? words.shortPast : words.due.slice(0, 2);
      return { before: `${words.short}:`, after: due ? `${due.month}-${due.day}${state}` : `1${words.counter}` };
    },
  ],
  digest: [
    (facts) => {
      const { due, count } = facts;
      const words = zh(facts);
      const earliest = due ? `，最早${zhMoment(due)}${zhState(words, due)}` : '';
      return { before: `${words.word}：`, after: `${count}${words.counter}${words.noun}待办${earliest}` };
    },
    (facts) => {
      const { due, count } = facts;
      const { word, counter } = zh(facts);
      return { before: `${word}：`, after: `${count}${counter}${due ? `，最早${due.month}月${due.day}日` : '待办'}` };
    },
    (facts) => {
      const { short, counter } = zh(facts);
      return { before: `${short}:`, after: `${facts.count}${counter}` };
    },
  ],
};

const EN: Readonly<Record<SmsSubject, string>> = {
  remind: 'Remind',
  urge: 'Urge',
  supervise: 'Order',
  criticise: 'Notice',
  summon: 'Summon',
  refer: 'Refer',
  task: 'Task',
  gate: 'Gate',
};
const EN_SHEETS: Readonly<Record<Sheet, string>> = { blue: 'Blue', orange: 'Orange', red: 'Red' };

const en = ({ subject, sheet }: SmsFacts): string => (sheet ? EN_SHEETS[sheet] : EN[subject]);
const enState = ({ subject }: SmsFacts, { isPast }: SmsDue): string =>
  subject === 'gate' ? 'missed' : isPast ? 'late' : 'due';

const EN_WORDING: SmsWording = {
  single: [
    (facts) => {
      const { due } = facts;
      const when = due ? `${enState(facts, due)} ${due.month}-${due.day} ${due.time}` : 'open';
      return { before: `${en(facts)}: `, after: ` ${when}` };
    },
    (facts) => {
      const { due } = facts;
      return {
        before: `${en(facts)}: `,
        after: due ? ` ${enState(facts, due)} ${due.month}-${due.day}` : ' 1',
      };
    },
    (facts) => {
      const { due } = facts;
      return { before: `${en(facts)}: `, after: due ? ` ${due.month}-${due.day}` : ' 1' };
    },
  ],
  digest: [
    (facts) => {
      const { due, count } = facts;
      const first = due ? `, first ${due.month}-${due.day}` : '';
      return { before: `${en(facts)}: `, after: ` ${count}${first}` };
    },
    (facts) => ({ before: `${en(facts)}: `, after: ` ${facts.count}` }),
  ],
};

export const SMS_WORDING: Readonly<Record<SmsLanguage, SmsWording>> = { zh: ZH_WORDING, en: EN_WORDING };
