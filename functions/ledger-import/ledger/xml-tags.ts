/** What opens with a `<` and is no opening tag, with its end. */
const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '?>'],
  ['</', '>'],
] as const;
const MARKS = new Set(['!', '?', '/'].map((mark) => mark.charCodeAt(0)));
const [DOUBLE, SINGLE, CLOSE] = [0x22, 0x27, 0x3e];
const NAME = /^[^ \t\n\r]*/;
/** One after the other: the reader of workbooks stops at what is none, too. */
const ATTRIBUTE = /[ \t\n\r]*([^ \t\n\r=]+)[ \t\n\r]*(?:=[ \t\n\r]*(?:"([^"]*)"?|'([^']*)'?|([^ \t\n\r]*)))?/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of each opening tag of an XML document, without its brackets. What comes to no end is left out. */
export function* openingTags(xml: string): Generator<string> {
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const other = MARKS.has(xml.charCodeAt(at + 1))
      ? OTHERS.find(([opening]) => xml.startsWith(opening, at))
      : undefined;
    const end = other ? xml.indexOf(other[1], at + other[0].length) : endOfTag(xml, at + 1);
    if (end === -1) return;
    if (!other) yield xml.slice(at + 1, xml[end - 1] === '/' ? end - 1 : end);
    at = end + 1;
  }
}

/** Where a tag's bracket closes: one between quotes is text. */
function endOfTag(xml: string, from: number): number {
  let quote = 0;
  for (let at = from; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === DOUBLE || code === SINGLE) quote = code;
    else if (code === CLOSE) return at;
  }
  return -1;
}

/** The name of a tag without the prefix of its namespace. */
export function nameOf(tag: string): string {
  const name = NAME.exec(tag)?.[0] ?? '';
  return name.slice(name.indexOf(':') + 1);
}

/** The attributes of a tag by their names, prefixes included; of two alike the last. */
export function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of tag.replace(NAME, '').matchAll(ATTRIBUTE)) {
    attributes.set(name, double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** Text as people read it; a character by its number stays as it is. */
export const plainText = (text: string): string =>
  text.replace(/&([a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
