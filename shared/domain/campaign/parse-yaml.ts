import { type Document, isNode, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { CampaignError, type CampaignProblem, type Path } from './campaign-problem.ts';
import { showLine } from './show-value.ts';

/** A file's data, and the way back from a path to the line it stands on. */
export interface ParsedFile {
  readonly value: unknown;
  /** Counted from 1; for a path that is missing, the line of the nearest thing around it. */
  lineOf(path: Path): number | undefined;
}

/** Reads YAML 1.2, and so JSON too. Throws a CampaignError with line, column and the line itself for malformed text. */
export function parseYaml(text: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new CampaignError(document.errors.map((error) => describeError(error, text, lines)));
  }
  return { value: toValue(document), lineOf: (path) => lineOf(document, path, lines) };
}

/** What goes wrong most, in Chinese; the parser itself speaks English only. */
const REASONS: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: '同一项写了两遍',
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  BAD_INDENT: '缩进不对，或缺少右括号',
  MISSING_CHAR: '缺少引号、括号或冒号等符号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个“键: 值”，请换行，或给含冒号的文字加引号',
  MULTIPLE_DOCS: '一个文件里只能有一个活动，请去掉“---”以下的部分',
};

/** What is missing at the end of a file is missed on an empty line; the last line with text is where to look. */
const lastVisible = (text: string, offset: number): number =>
  offset < text.trimEnd().length ? offset : Math.max(0, text.trimEnd().length - 1);

function describeError(error: YAMLError, text: string, lines: LineCounter): CampaignProblem {
  const { line, col } = lines.linePos(lastVisible(text, error.pos[0]));
  const shown = showLine(text.split(/\r?\n/)[line - 1] ?? '');
  const reason = REASONS[error.code] ?? '不合 YAML 或 JSON 的写法';
  return {
    path: '',
    line,
    message: `第${line}行第${col}列${reason}：${shown}`,
    messageEn: `line ${line}, column ${col}: ${error.message}: ${shown}`,
  };
}

/** An alias without its anchor, or one that unfolds into millions of nodes, shows only here. */
function toValue(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CampaignError([{ path: '', message: `YAML 的引用（&、*）不能用：${reason}`, messageEn: reason }]);
  }
}

function lineOf(document: Document, path: Path, lines: LineCounter): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
