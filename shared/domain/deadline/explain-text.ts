import type { Walk, WalkDay } from '../calendar/walk.ts';
import { workTimeText } from '../calendar/work-time.ts';
import type { DeadlineExplanation } from './explain-deadline.ts';
import { dateText, EXPLAIN_WORDS, type ExplainWords, momentText } from './explain-words.ts';

type Lang = keyof typeof EXPLAIN_WORDS;

/** How a due date was computed, in lines for a person: every day with what counted, and the notice behind what didn't. */
export function explainText({ walks, timeZone }: DeadlineExplanation, lang: Lang = 'zh'): string {
  const words = EXPLAIN_WORDS[lang];
  const lines = walks.flatMap(({ stage, walk }) => {
    const [heading = '', ...days] = walkLines(walk, lang);
    return [stage ? words.stage(stage, heading) : heading, ...days];
  });
  const end = walks.at(-1)?.walk.end;
  const checks = new Set(walks.flatMap(({ walk }) => checkLines(walk, lang)));
  return [...lines, ...(end ? [words.due(momentText(end, words), timeZone)] : []), ...checks].join('\n');
}

/** One walk in lines: a heading, each day, the sum. */
export function walkLines(walk: Walk, lang: Lang = 'zh'): string[] {
  const words = EXPLAIN_WORDS[lang];
  const heading = walk.time.amount < 0 ? words.back : words.from;
  return [
    heading(momentText(walk.from, words), workTimeText(walk.time, lang)),
    ...walk.days.map((day, index) => `  ${dateText(day, words)}  ${dayText(walk, day, index, lang)}`),
    `  ${words.sum(workTimeText({ ...walk.time, amount: walk.counted }, lang), momentText(walk.end, words))}`,
  ];
}

function dayText(walk: Walk, day: WalkDay, index: number, lang: Lang): string {
  const words = EXPLAIN_WORDS[lang];
  switch (day.role) {
    case 'start':
      return walk.time.unit === 'workingHours' ? uncountedText(day, lang) : words.startDay;
    case 'skipped':
      return uncountedText(day, lang);
    case 'rolled':
      return words.rolled + behindText(day, lang);
    case 'counted': {
      if (day.nth === undefined) return hoursText(walk, day, lang);
      const movesOn = index < walk.days.length - 1 && day.nth === walk.counted;
      const moved = `${words.clause}${words.lastRests}${words.clause}${noticeOf(day, lang)}`;
      return words.nth(day.nth) + (movesOn ? moved : behindText(day, lang));
    }
    default:
      return day.role satisfies never;
  }
}

const uncountedText = (day: WalkDay, lang: Lang): string =>
  day.work ? EXPLAIN_WORDS[lang].outsideHours : EXPLAIN_WORDS[lang].notCounted + noticeOf(day, lang);

function hoursText(walk: Walk, day: WalkDay, lang: Lang): string {
  const words = EXPLAIN_WORDS[lang];
  const spans = day.spans.map(({ from, to }) => `${from.time}–${to.time}`).join(words.clause);
  const counted = `${spans}  ${durationText(day.countedMs, words)}`;
  if (walk.time.unit === 'emergencyHours') return counted;
  return counted + (day.work ? behindText(day, lang) : `${words.clause}${words.shift}`);
}

/** The notice behind a day that would count otherwise by the week alone. */
const behindText = (day: WalkDay, lang: Lang): string =>
  day.reason === 'make-up' || day.reason === 'campaign' ? EXPLAIN_WORDS[lang].clause + noticeOf(day, lang) : '';

const noticeOf = (day: WalkDay, lang: Lang): string => (lang === 'zh' ? day.notice : day.noticeEn);

function durationText(ms: number, words: ExplainWords): string {
  const seconds = Math.round(ms / 1000);
  return words.duration(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60);
}

/** Asks for another look where days were counted without a holiday notice. */
const checkLines = (walk: Walk, lang: Lang): string[] =>
  walk.time.unit === 'emergencyHours'
    ? []
    : walk.days.filter((day) => day.provisional).map((day) => EXPLAIN_WORDS[lang].check(Number(day.date.slice(0, 4))));
