import type { Bilingual } from '../../shared/domain/bilingual.ts';

/** What a deployment would do to one stack. */
export interface StackChanges {
  readonly stack: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Whether anybody may do more or less than before. */
  readonly rights: boolean;
  /** What is lost or made anew with nothing in it, or may be: `AWS::SQS::Queue Ticks/Queue`. */
  readonly losses: readonly { readonly resource: string; readonly impact: Impact }[];
}

const IMPACTS = {
  destroy: { zh: '删除', en: 'deleted' },
  replace: { zh: '重建', en: 'replaced' },
  'may be replaced': { zh: '可能重建', en: 'may be replaced' },
  orphan: { zh: '不再管理，但保留', en: 'kept, but no longer managed' },
} as const satisfies Record<string, Bilingual>;
type Impact = keyof typeof IMPACTS;

const STACK = /^Stack (\S+)/;
/** A resource of `cdk diff`: sign, type, path or id, and what becomes of it where that is more than an update. */
const RESOURCE = /^\[([+~-])\] (AWS::\S+|Custom::\S+) (\S+).*?(?: (destroy|replace|may be replaced|orphan))?$/;
const COUNTED = { '+': 'added', '~': 'changed', '-': 'removed' } as const;

/** Reads the output of `cdk diff`, line by line. */
export function readChanges(lines: Iterable<string>): readonly StackChanges[] {
  const stacks: StackChanges[] = [];
  for (const line of lines) {
    const [, stack] = STACK.exec(line) ?? [];
    if (stack) stacks.push({ stack, added: 0, changed: 0, removed: 0, rights: false, losses: [] });
    const current = stacks.pop();
    if (current) stacks.push(withLine(current, line));
  }
  return stacks;
}

function withLine(changes: StackChanges, line: string): StackChanges {
  if (line === 'IAM Statement Changes') return { ...changes, rights: true };
  const [, sign, type, path, impact] = RESOURCE.exec(line) ?? [];
  if (!sign) return changes;
  const counted = COUNTED[sign as keyof typeof COUNTED];
  const loss = impact ? [{ resource: `${type} ${path}`, impact: impact as Impact }] : [];
  return { ...changes, [counted]: changes[counted] + 1, losses: [...changes.losses, ...loss] };
}

/** The changes of a stack as people read them: how many, and by name whatever is lost. */
export function describeChanges({ stack, added, changed, removed, rights, losses }: StackChanges): Bilingual {
  const zhLosses = losses.map(({ resource, impact }) => `\n    ${IMPACTS[impact].zh}：${resource}`);
  const enLosses = losses.map(({ resource, impact }) => `\n    ${IMPACTS[impact].en}: ${resource}`);
  const zh = [
    added && `新增 ${added}`,
    changed && `修改 ${changed}`,
    removed && `删除 ${removed}`,
    rights && '权限有变',
  ];
  const en = [
    added && `${added} new`,
    changed && `${changed} changed`,
    removed && `${removed} removed`,
    rights && 'permissions change',
  ];
  return {
    zh: `  ${stack}：${zh.filter(Boolean).join('，') || '没有改动'}${zhLosses.join('')}`,
    en: `  ${stack}: ${en.filter(Boolean).join(', ') || 'nothing changes'}${enLosses.join('')}`,
  };
}
