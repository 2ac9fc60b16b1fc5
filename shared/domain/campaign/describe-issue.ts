import type * as z from 'zod';
import { splitBilingual } from '../bilingual.ts';
import { nearest } from '../nearest.ts';
import { type Finding, finding, type Path } from './campaign-problem.ts';
import { keysAt, type SchemaNode, shapesAt } from './known-keys.ts';
import { showValue } from './show-value.ts';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

/**
 * A schema's complaint in the words of an office: what was found and what is allowed.
 * Needs issues made with `reportInput`; `root` is the schema the issue's path starts from.
 */
export function describeIssue(issue: Issue, root: SchemaNode, above: Path = []): readonly Finding[] {
  const path: Path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, root));
    case 'invalid_union':
      return describeChoice(issue, root, path);
    case 'invalid_type':
      return [wrongType(issue, path)];
    case 'invalid_value':
      return [notAllowed(path, issue.input, issue.values)];
    case 'too_small':
      return [
        outOfBounds(path, issue, issue.minimum, { zh: '不少于', en: 'at least', open: '大于', openEn: 'more than' }),
      ];
    case 'too_big':
      return [
        outOfBounds(path, issue, issue.maximum, { zh: '不多于', en: 'at most', open: '小于', openEn: 'less than' }),
      ];
    case 'invalid_format':
      return [wrongForm(path, issue)];
    default:
      return [ownWords(path, issue)];
  }
}

function unknownKey(key: string, path: Path, root: SchemaNode): Finding {
  const known = keysAt(root, path);
  const meant = nearest(key, known);
  const none = known.length === 0;
  const zh = meant ? `是否想写“${meant}”？` : none ? '这里不用写任何内容' : `可以写：${known.join('、')}`;
  const en = meant ? `did you mean "${meant}"?` : none ? 'leave it out' : `allowed here: ${known.join(', ')}`;
  return finding([...path, key], `没有“${key}”这一项，${zh}`, `there is no "${key}" here; ${en}`);
}

/** Follows the one alternative that comes nearest; where none stands out, shows how each is written. */
function describeChoice(issue: IssueOf<'invalid_union'>, root: SchemaNode, path: Path): readonly Finding[] {
  if (issue.discriminator !== undefined && 'options' in issue) {
    return [notAllowed(path, fieldOf(issue.input, issue.discriminator), issue.options ?? [])];
  }
  if (issue.input === undefined) return [missing(path, shapesAt(root, path).join(' / '))];
  const [first, second] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (first && first.length < (second?.length ?? 0)) return first.flatMap((inner) => describeIssue(inner, root, path));
  const shapes = shapesAt(root, path).join(' / ');
  const shown = showValue(issue.input);
  return [finding(path, `写的是 ${shown}，只能是：${shapes}`, `found ${shown}; write one of: ${shapes}`)];
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const TYPES: Readonly<Record<string, { zh: string; en: string }>> = {
  string: { zh: '文字（纯数字要加引号）', en: 'text (put digits in quotes)' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '由“键: 值”组成的一组', en: 'a group of "key: value"' },
  record: { zh: '由“键: 值”组成的一组', en: 'a group of "key: value"' },
};

function wrongType({ expected, input }: IssueOf<'invalid_type'>, path: Path): Finding {
  const type = TYPES[expected] ?? { zh: expected, en: expected };
  if (path.length === 0 && input === null) return finding(path, '文件是空的', 'the file is empty');
  if (input === undefined || input === null) return missing(path, type.zh, type.en);
  return foundButMust(path, input, `应为${type.zh}`, `it must be ${type.en}`);
}

const missing = (path: Path, zh: string, en = zh): Finding =>
  finding(path, `缺少这一项，应为${zh}`, `is missing; it must be ${en}`);

const foundButMust = (path: Path, input: unknown, zh: string, en: string): Finding =>
  finding(path, `写的是 ${showValue(input)}，${zh}`, `found ${showValue(input)}; ${en}`);

function notAllowed(path: Path, input: unknown, values: readonly unknown[]): Finding {
  const allowed = values.map(String);
  if (input === undefined) return missing(path, allowed.join('、'), `one of ${allowed.join(', ')}`);
  const meant = nearest(String(input), allowed);
  return foundButMust(
    path,
    input,
    `只能是：${allowed.join('、')}${meant ? `；是否想写“${meant}”？` : ''}`,
    `allowed: ${allowed.join(', ')}${meant ? `; did you mean "${meant}"?` : ''}`,
  );
}

interface BoundWords {
  readonly zh: string;
  readonly en: string;
  readonly open: string;
  readonly openEn: string;
}

/** How a bound counts what it bounds: characters of a text, entries of a list, or the number itself. */
const COUNTED: Readonly<Record<string, (n: number | bigint) => { zh: string; en: string }>> = {
  string: (n) => ({ zh: `${n} 个字`, en: `${n} ${n === 1 ? 'character' : 'characters'}` }),
  array: (n) => ({ zh: `${n} 项`, en: `${n} ${n === 1 ? 'entry' : 'entries'}` }),
};

function outOfBounds(
  path: Path,
  issue: IssueOf<'too_small' | 'too_big'>,
  bound: number | bigint,
  words: BoundWords,
): Finding {
  if (issue.input === '') return finding(path, '不能为空', 'must not be empty');
  const count = COUNTED[issue.origin]?.(bound) ?? { zh: String(bound), en: String(bound) };
  const zh = `应${issue.exact ? '正好' : issue.inclusive ? words.zh : words.open} ${count.zh}`;
  const en = `it must be ${issue.exact ? 'exactly' : issue.inclusive ? words.en : words.openEn} ${count.en}`;
  if (!Array.isArray(issue.input)) return foundButMust(path, issue.input, zh, en);
  return finding(path, `现有 ${issue.input.length} 项，${zh}`, `found ${issue.input.length}; ${en}`);
}

const FORMS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  date: ['应为存在的日期，如 "2026-03-02"', 'it must be an existing date such as "2026-03-02"'],
  url: ['应为网址，如 "https://hd.cn/t/"', 'it must be an address such as "https://hd.cn/t/"'],
};

function wrongForm(path: Path, issue: IssueOf<'invalid_format'>): Finding {
  const form = FORMS[issue.format];
  return form ? foundButMust(path, issue.input, ...form) : ownWords(path, issue);
}

/** A rule that carries its own sentence. */
function ownWords(path: Path, issue: Issue): Finding {
  const { zh, en } = splitBilingual(issue.message);
  return foundButMust(path, issue.input, zh, en);
}
