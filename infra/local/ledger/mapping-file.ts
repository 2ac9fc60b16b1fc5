import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { BadInput } from '../cli/bad-input.ts';
import { decodeText } from './decode.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

/** A mapping is a page of text; anything larger is a wrong file. */
const MAX_BYTES = 1_000_000;

/** Reads a mapping file, YAML or JSON in any encoding an editor saves. Throws BadInput naming the line or the path at fault. */
export async function loadMapping(file: string): Promise<Mapping> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (size > MAX_BYTES) throw tooLarge(file, size);
  return parseMapping(decodeText(await readFile(file), 'auto').text, basename(file));
}

/** Parses a mapping's text; `name` stands in the messages. Throws BadInput. */
export function parseMapping(text: string, name: string): Mapping {
  const parsed = mappingSchema.safeParse(parseYaml(text, name));
  if (parsed.success) return parsed.data;
  throw new BadInput({
    zh: `对照表 ${name} 有误：\n${parsed.error.issues.map((issue) => `  ${describe(issue, 'zh')}`).join('\n')}`,
    en: `the mapping ${name} is not right:\n${parsed.error.issues.map((issue) => `  ${describe(issue, 'en')}`).join('\n')}`,
  });
}

function parseYaml(text: string, name: string): unknown {
  const lineCounter = new LineCounter();
  // JSON is a subset of YAML 1.2, so one parser reads both and counts lines the same way.
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [fault] = document.errors;
  if (!fault) return document.toJS();
  const { line, col } = lineCounter.linePos(fault.pos[0]);
  throw new BadInput(
    {
      zh: `对照表 ${name} 第 ${line} 行第 ${col} 列不合 YAML/JSON 写法：${fault.message}`,
      en: `the mapping ${name} is malformed YAML or JSON at line ${line}, column ${col}: ${fault.message}`,
    },
    { cause: fault },
  );
}

function describe(issue: z.core.$ZodIssue, lang: 'zh' | 'en'): string {
  const zh = lang === 'zh';
  const path = issue.path.length > 0 ? issue.path.join('.') : zh ? '（顶层）' : '(top level)';
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = allowedKeys(issue.path).join(', ');
      const keys = issue.keys.join(', ');
      return zh
        ? `${path}：不认识 ${keys}；可用：${allowed}`
        : `${path}: ${keys} is not known here; allowed: ${allowed}`;
    }
    case 'invalid_value':
      return zh
        ? `${path}：可用的值：${issue.values.join(', ')}`
        : `${path}: must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return describeType(issue, path, zh);
    case 'custom':
      return zh ? `${path}：${issue.params?.zh}` : `${path}: ${issue.message}`;
    default:
      return zh ? `${path}：${issue.message}` : `${path}: ${issue.message}`;
  }
}

const TYPES: Record<string, { zh: string; en: string }> = {
  string: { zh: '应为文字；像数字的文字请加引号', en: 'must be text; put text that looks like a number in quotes' },
  object: { zh: '应为“名称: 值”的列表', en: 'must be a list of "name: value" pairs' },
  record: { zh: '应为“名称: 值”的列表', en: 'must be a list of "name: value" pairs' },
  array: { zh: '应为列表，例如 [yyyy-MM-dd]', en: 'must be a list, for example [yyyy-MM-dd]' },
};

function describeType(issue: z.core.$ZodIssueInvalidType, path: string, zh: boolean): string {
  if (issue.message.endsWith('received undefined')) return zh ? `${path}：必须填写` : `${path}: is required`;
  const wanted = TYPES[issue.expected] ?? { zh: `应为 ${issue.expected}`, en: `must be a ${issue.expected}` };
  return zh ? `${path}：${wanted.zh}` : `${path}: ${wanted.en}`;
}

function allowedKeys(path: readonly PropertyKey[]): string[] {
  const inner = path[0];
  if (inner === 'columns') return Object.keys(mappingSchema.shape.columns.shape);
  if (inner === 'values') return ['outcome'];
  if (inner === 'aliases') return ['unit'];
  return Object.keys(mappingSchema.shape);
}

function unreadable(file: string, error: unknown): BadInput {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new BadInput(
    {
      zh: `读不到对照表 ${file}（${code}）；请检查路径和权限。`,
      en: `the mapping ${file} cannot be read (${code}); check the path and its permissions.`,
    },
    { cause: error },
  );
}

const tooLarge = (file: string, size: number): BadInput =>
  new BadInput({
    zh: `对照表 ${file} 有 ${size} 字节，上限 ${MAX_BYTES}；--mapping 应指向 YAML 或 JSON 对照表，而不是台账本身。`,
    en: `the mapping ${file} has ${size} bytes, the limit is ${MAX_BYTES}; --mapping wants the YAML or JSON mapping, not the ledger.`,
  });
