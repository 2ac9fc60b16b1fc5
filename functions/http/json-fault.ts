type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'comma' | 'end';

const BLANK = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a text
const STRING = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/**
 * Where a text stops being JSON, as an index into it; its length where it is cut short. The engine names the place of
 * some mistakes only, and quotes the text for the others.
 */
export function jsonFaultAt(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skip(BLANK, text, 0);
  while (at < text.length) {
    const next = step(text, at, expected, open);
    if (!next) return at;
    expected = next.expected;
    at = skip(BLANK, text, next.at);
  }
  return at;
}

interface Step {
  readonly at: number;
  readonly expected: Expected;
}

const skip = (token: RegExp, text: string, at: number): number => {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : at;
};

const within = (open: readonly string[]): Expected => (open.length > 0 ? 'comma' : 'end');

/** One token further, or undefined where something else should stand. */
function step(text: string, at: number, expected: Expected, open: string[]): Step | undefined {
  const mark = text[at] ?? '';
  if (closes(mark, expected, open)) {
    open.pop();
    return { at: at + 1, expected: within(open) };
  }
  switch (expected) {
    case 'comma':
      return mark === ',' ? { at: at + 1, expected: open.at(-1) === '{' ? 'key' : 'value' } : undefined;
    case 'colon':
      return mark === ':' ? { at: at + 1, expected: 'value' } : undefined;
    case 'key':
    case 'firstKey':
      return taken(skip(STRING, text, at), at, 'colon');
    case 'value':
    case 'firstValue':
      return value(text, at, mark, open);
    case 'end':
      return undefined;
    default:
      return expected satisfies never;
  }
}

function closes(mark: string, expected: Expected, open: readonly string[]): boolean {
  if (mark === '}') return open.at(-1) === '{' && (expected === 'comma' || expected === 'firstKey');
  return mark === ']' && open.at(-1) === '[' && (expected === 'comma' || expected === 'firstValue');
}

function value(text: string, at: number, mark: string, open: string[]): Step | undefined {
  if (mark === '{' || mark === '[') {
    open.push(mark);
    return { at: at + 1, expected: mark === '{' ? 'firstKey' : 'firstValue' };
  }
  return taken(skip(mark === '"' ? STRING : SCALAR, text, at), at, within(open));
}

const taken = (end: number, at: number, expected: Expected): Step | undefined =>
  end > at ? { at: end, expected } : undefined;
