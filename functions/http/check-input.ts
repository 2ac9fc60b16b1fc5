import type * as z from 'zod';
import { formatPath } from '../../shared/domain/campaign/campaign-problem.ts';
import { describeIssue } from '../../shared/domain/campaign/describe-issue.ts';
import { schemaNode } from '../../shared/domain/campaign/known-keys.ts';
import { Fault, type FaultDetail } from './fault.ts';

/** Every place where a value breaks its schema, with what was found and what is allowed. */
export function describeFaults(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): readonly FaultDetail[] {
  const root = schemaNode(schema);
  return issues
    .flatMap((issue) => describeIssue(issue, root))
    .map(({ path, zh, en }) => ({ path: formatPath(path), message: zh, messageEn: en }));
}

/** The value as its schema reads it. Throws a `Fault` that lists everything wrong; `where` names the part of the request. */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: 'body' | 'query',
): z.infer<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const details = describeFaults(schema, parsed.error.issues);
  const [zh, en] = where === 'body' ? ['请求内容', 'the body'] : ['查询参数', 'the query'];
  throw new Fault(
    'invalid-request',
    {
      zh: `${zh}有 ${details.length} 处不符合要求，详见 details`,
      en: `${details.length} things are wrong in ${en}; see details`,
    },
    { details },
  );
}
