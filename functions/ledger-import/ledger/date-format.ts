import type { Bilingual } from '../../../shared/domain/bilingual.ts';

/**
 * Unicode date tokens a ledger's times can be made of: year, month, day, weekday, half of the day, hour, minute,
 * second and its fraction. A zone token is left out on purpose: the mapping's zone holds for the whole file.
 */
const ALLOWED = new Set([...'yuMLdEaHhKkmsS']);
const QUOTED = /'(?:''|[^'])*'/gu;
const LETTER_RUNS = /([A-Za-z])\1*/gu;
const MEANT: Record<string, string> = { Y: 'y', D: 'd', A: 'a', n: 'm', i: 'm' };

/** Tried where a mapping names no formats: year first, as Chinese offices and ISO 8601 write dates, so never ambiguous. */
export const DEFAULT_DATE_FORMATS: readonly string[] = [
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'yyyy年MM月dd日 HH:mm:ss',
  'yyyy年MM月dd日 HH:mm',
  'yyyy年MM月dd日',
  "yyyy-MM-dd'T'HH:mm:ss",
];

/** What is wrong with a date format, with the remedy; undefined where it can be used. */
export function dateFormatFault(format: string): Bilingual | undefined {
  const runs = formatTokens(format);
  const has = (letters: RegExp) => runs.some((run) => letters.test(run));
  const wrong = runs.find((run) => !ALLOWED.has(run.charAt(0)));
  if (wrong !== undefined) return wrongToken(wrong);
  if (!(has(/[yu]/u) && has(/[ML]/u) && has(/d/u)))
    return {
      zh: '必须含年、月、日（y、M、d），例如 yyyy-MM-dd',
      en: 'it must hold year, month and day (y, M, d), for example yyyy-MM-dd',
    };
  if (has(/[hK]/u) && !has(/a/u))
    return {
      zh: '其中用了 12 小时制的 h 却没有 a（AM/PM、上午/下午）；24 小时制请写 HH',
      en: 'it has a 12-hour hour (h) without a (AM/PM, 上午/下午); write HH for 24 hours',
    };
  return undefined;
}

/** Whether a time written in this format carries an hour; without one it stands for the whole day. */
export const hasHour = (format: string): boolean => formatTokens(format).some((run) => /[HhKk]/u.test(run));

/** Whether a format has words of a language in it: a named month or weekday, AM/PM, 上午/下午. */
export const hasNames = (format: string): boolean => formatTokens(format).some((run) => /^(?:a|E|[ML]{3})/u.test(run));

const formatTokens = (format: string): string[] => format.replace(QUOTED, '').match(LETTER_RUNS) ?? [];

function wrongToken(run: string): Bilingual {
  const meant = MEANT[run.charAt(0)]?.repeat(run.length);
  return {
    zh: `其中的“${run}”不是可用的 Unicode 日期记号；${meant ? `请写 ${meant}` : "普通文字请加单引号，如 'T'"}`,
    en: `it holds "${run}", which is no Unicode date token that can be read here; ${meant ? `write ${meant}` : "put text that is no token in single quotes, as in 'T'"}`,
  };
}
