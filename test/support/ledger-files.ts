import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { type CellValue, type MergeRange, writeXlsx } from 'hucre/xlsx';
import { afterAll } from 'vitest';

const folders: string[] = [];

/** Writes a file into a folder of its own that goes with the test file. Returns its path. */
export async function ledgerFile(name: string, content: string | Uint8Array): Promise<string> {
  if (folders.length === 0) afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  folders.push(folder);
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** A workbook with one visible sheet; a Date's UTC fields are what its cell shows. */
export const workbook = (rows: CellValue[][], merges: MergeRange[] = []): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: '台账', rows, merges }] });

/** A zip file of these parts, packed. */
export function zipOf(parts: Readonly<Record<string, string>>): Uint8Array {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [named, data] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(named.length, 12);
    const method = [20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
    const file = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, ...method]), sizes, named, packed]);
    const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0, ...method]), sizes, Buffer.alloc(14), named]);
    entry.writeUInt32LE(at, 42);
    at += file.length;
    files.push(file);
    list.push(entry);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, ...list, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook whose sheets hold this XML, by their names; `more` are further parts. */
export function rawWorkbook(
  sheets: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const parts = Object.values(sheets).map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml]);
  const relations = names.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const listed = names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${SHEETS}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(parts),
    ...more,
  });
}

/** The XML of a sheet with these rows, and what follows them. */
export const sheetXml = (rows: string, behind = ''): string =>
  `<?xml version="1.0"?><worksheet xmlns="${SHEETS}"><sheetData>${rows}</sheetData>${behind}</worksheet>`;

/** Rows with one cell each, in the last column that there is. */
export const farRight = (rows: number): string =>
  Array.from({ length: rows }, (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`).join('');
