/**
 * Text as GB18030 bytes, for tests: Node decodes that encoding and has no encoder, so the two-byte part of the table
 * (all of GBK) is read off its decoder once. Throws for a character outside it.
 */
export function gb18030(text: string): Buffer {
  table ??= readTable();
  const known = table;
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return Buffer.from([code]);
      const pair = known.get(character);
      if (!pair) throw new Error(`"${character}" has no two bytes in GB18030; use another character in the test`);
      return pair;
    }),
  );
}

let table: ReadonlyMap<string, Buffer> | undefined;

function readTable(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = Buffer.from([lead, trail]);
      if (trail !== 0x7f) pairs.set(decoder.decode(pair), pair);
    }
  }
  return pairs;
}
