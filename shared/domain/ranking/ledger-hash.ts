import { createHash } from 'node:crypto';

/** A problem's id and the head of its hash chain, which vouches for its whole history. */
export interface LedgerHead {
  readonly id: string;
  readonly head: string;
}

export interface LedgerHasher {
  add(entry: LedgerHead): void;
  /** Lower-case hex. */
  digest(): string;
}

/** Hashes heads that come sorted by id, for ledgers too large to hold; throws when one comes out of order or twice. */
export function createLedgerHasher(): LedgerHasher {
  const hash = createHash('sha256');
  let last: string | undefined;
  return {
    add({ id, head }) {
      if (last !== undefined && id <= last) {
        throw new Error(`problem ${id} came after ${last}; the ledger hash takes each problem once, in order of id`);
      }
      last = id;
      hash.update(`${id} ${head}\n`);
    },
    digest: () => hash.digest('hex'),
  };
}

/** SHA-256 over the lines `id head` of all problems in order of id, whatever order they come in; throws on an id twice. */
export function ledgerHash(heads: Iterable<LedgerHead>): string {
  const hasher = createLedgerHasher();
  for (const entry of [...heads].sort((a, b) => (a.id < b.id ? -1 : 1))) hasher.add(entry);
  return hasher.digest();
}

/** SHA-256 of a published document as it is stored: JSON with two blanks of indent and a closing line break. */
export function documentHash(document: unknown): string {
  return createHash('sha256').update(documentText(document)).digest('hex');
}

/** The one text in which a ranking or bulletin is stored and hashed. */
export const documentText = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
