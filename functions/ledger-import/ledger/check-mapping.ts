import type * as z from 'zod';
import { BadInput, type Lang } from '../../../shared/domain/bad-input.ts';
import { type Finding, formatPath } from '../../../shared/domain/campaign/campaign-problem.ts';
import { describeIssue } from '../../../shared/domain/campaign/describe-issue.ts';
import { schemaNode } from '../../../shared/domain/campaign/known-keys.ts';

/** A mapping, or a schema that holds more, read from parsed text; `name` stands in the messages. Throws BadInput. */
export function checkMapping<Schema extends z.ZodType>(schema: Schema, value: unknown, name: string): z.infer<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.flatMap((issue) => describeIssue(issue, schemaNode(schema)));
  const lines = (lang: Lang) => findings.map((found) => `  ${placeOf(found, lang)}: ${found[lang]}`).join('\n');
  throw new BadInput({
    zh: `对照表 ${name} 有 ${findings.length} 处要改：\n${lines('zh')}`,
    en: `the mapping ${name} is not right:\n${lines('en')}`,
  });
}

const placeOf = ({ path }: Finding, lang: Lang): string =>
  path.length > 0 ? formatPath(path) : lang === 'zh' ? '（整个文件）' : '(the whole file)';
