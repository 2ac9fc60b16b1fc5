import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import { type DecodedText, encodingName } from './decode.ts';
import type { Grid, GridRow, GridSource } from './grid.ts';
import { normaliseName } from './normalise.ts';

const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The header stands among the first rows; this much text surely holds it. */
const SAMPLE_CHARACTERS = 65_536;

/** How much text the parser is given at once. */
const PIECE_CHARACTERS = 262_144;

/** One row longer than this is the mark of a quote that never closes. */
const MAX_ROW_CHARACTERS = 1_000_000;

/**
 * CSV text as a grid. The separator is the one under which most of `wanted`, the mapped columns, appear. Going through the
 * rows throws BadInput where the text is no CSV.
 */
export function readCsv(decoded: DecodedText, wanted: readonly string[]): Grid {
  const delimiter = findDelimiter(decoded.text, wanted);
  const looksLike = decoded.looksLike && encodingName(decoded.looksLike);
  const source: GridSource = {
    format: 'csv',
    encoding: encodingName(decoded.encoding),
    delimiter,
    ...(looksLike && { looksLike }),
  };
  return { rows: parseRows(decoded.text, delimiter), source };
}

function findDelimiter(text: string, wanted: readonly string[]): Delimiter {
  const names = new Set(wanted.map(normaliseName));
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const scored = DELIMITERS.map((delimiter) => {
    const rows = sample.split(/\r\n|\n|\r/u).map((line) => line.split(delimiter).map(unquotedName));
    const matched = Math.max(...rows.map((row) => row.filter((name) => names.has(name)).length));
    const widest = Math.max(...rows.map((row) => row.length));
    return { delimiter, matched, widest };
  });
  scored.sort((a, b) => b.matched - a.matched || b.widest - a.widest);
  return scored[0]?.delimiter ?? ',';
}

const unquotedName = (cell: string): string => normaliseName(cell.replaceAll('"', ''));

async function* parseRows(text: string, delimiter: Delimiter): AsyncGenerator<GridRow> {
  const parser = parse({
    delimiter,
    // The longer end first: otherwise each row of a Windows file would keep a carriage return.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    // A blank line counts as a row in every spreadsheet program, and people look rows up by number.
    skip_empty_lines: false,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  Readable.from(piecesOf(text)).pipe(parser);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { number: ++number, cells };
  } catch (error) {
    if (error instanceof CsvError) throw malformed(error);
    throw error;
  }
}

/** Cut between characters, never inside one that takes two UTF-16 units. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE_CHARACTERS;
    const next = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    yield text.slice(at, next);
    at = next;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function malformed(error: CsvError): BadInput {
  const line = Number(error.lines ?? 0);
  const row = Number(error.records ?? 0) + 1;
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  return new BadInput(
    {
      zh: unclosed
        ? `CSV 第 ${row} 行起的引号 " 没有收尾；请在表格软件中打开核对该行，另存后再试。`
        : `CSV 第 ${line} 行无法解析（${error.message}）；请在表格软件中打开核对后另存。`,
      en: unclosed
        ? `a quote (") that opens in row ${row} of the CSV never closes; look at that row in a spreadsheet program and save the file again.`
        : `line ${line} of the CSV cannot be parsed (${error.message}); look at it in a spreadsheet program and save the file again.`,
    },
    { cause: error },
  );
}
