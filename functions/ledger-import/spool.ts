import type { Lang } from '../../shared/domain/bad-input.ts';
import type { Archive } from '../../shared/ports.ts';
import { findingsCsvFor } from './findings-csv.ts';
import type { Finding } from './ledger/findings.ts';
import type { PlacedRecord } from './place-records.ts';

/** Records in one chunk: what a function takes in within seconds, and a million rows are two thousand of. */
export const CHUNK_RECORDS = 500;
/** In UTF-16 units. */
const CHUNK_CHARACTERS = 1_000_000;
/** Chunks written at once. */
const BATCH = 8;
/** In bytes; findings beyond it go on in another file, so that a flood of them is never held whole. */
export const FINDINGS_FILE_BYTES = 32_000_000;

/** The number of a chunk, as it stands in paths. */
export const chunkName = (index: number): string => String(index).padStart(5, '0');

/** Collects records and writes them away in chunks, in their order. */
export interface ChunkSpool {
  add(record: PlacedRecord): Promise<void>;
  /** Writes what is left; gives the number of chunks. */
  close(): Promise<number>;
}

/** Chunks below a folder. */
export function chunkSpool(folder: string, archive: Pick<Archive, 'put'>): ChunkSpool {
  let texts: string[] = [];
  let characters = 0;
  let batch: string[] = [];
  let written = 0;
  const writeBatch = async () => {
    const chunks = batch.map((text, index) => ({ text, path: `${folder}/chunk-${chunkName(written + index)}.json` }));
    written += batch.length;
    batch = [];
    await Promise.all(chunks.map(({ path, text }) => archive.put(path, new TextEncoder().encode(text))));
  };
  const endChunk = async () => {
    if (texts.length === 0) return;
    batch.push(`[${texts.join(',\n')}]`);
    texts = [];
    characters = 0;
    if (batch.length === BATCH) await writeBatch();
  };
  return {
    async add(record) {
      const text = JSON.stringify(record);
      texts.push(text);
      characters += text.length;
      if (texts.length === CHUNK_RECORDS || characters >= CHUNK_CHARACTERS) await endChunk();
    },
    async close() {
      await endChunk();
      await writeBatch();
      return written;
    },
  };
}

/** Collects findings and writes them away as CSV. */
export interface FindingsSpool {
  add(finding: Finding): Promise<void>;
  /** Writes what is left; gives the number of files, at least one. */
  close(): Promise<number>;
}

export interface FindingsSpoolOptions {
  /** Where the files lie, by their number from 1. */
  readonly path: (file: number) => string;
  readonly columns: readonly string[];
  readonly lang: Lang;
  readonly maxBytes?: number;
}

/** Findings below a folder; each file has the header and opens by itself. */
export function findingsSpool(options: FindingsSpoolOptions, archive: Pick<Archive, 'put'>): FindingsSpool {
  const { path, columns, lang, maxBytes = FINDINGS_FILE_BYTES } = options;
  const csv = findingsCsvFor(columns, lang);
  const header = Buffer.from(csv.header);
  let lines: Buffer[] = [header];
  let bytes = header.length;
  let files = 0;
  const endFile = async () => {
    files += 1;
    const whole = Buffer.concat(lines);
    lines = [header];
    bytes = header.length;
    await archive.put(path(files), new Uint8Array(whole));
  };
  return {
    async add(finding) {
      const line = Buffer.from(csv.line(finding));
      if (lines.length > 1 && bytes + line.length > maxBytes) await endFile();
      lines.push(line);
      bytes += line.length;
    },
    async close() {
      if (lines.length > 1 || files === 0) await endFile();
      return files;
    },
  };
}
