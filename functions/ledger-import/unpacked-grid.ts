import * as z from 'zod';
import { ArchiveConflict } from '../../shared/adapters/archive-path.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Archive } from '../../shared/ports.ts';
import { jsonBytes } from './import-plan.ts';
import type { Grid, GridRow } from './ledger/grid.ts';
import { chunkName } from './spool.ts';

/** In UTF-16 units; one part is held at a time. */
const PART_CHARACTERS = 8_000_000;

const unpackedSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('unpacked'),
    folder: z.string(),
    parts: z.int().min(0),
    source: z.object({
      format: z.literal('xlsx'),
      sheet: z.string(),
      otherSheets: z.array(z.string()),
      epoch: z.union([z.literal(1900), z.literal(1904)]),
    }),
  }),
  z.object({ status: z.literal('refused'), text: z.object({ zh: z.string(), en: z.string() }) }),
]);
type Unpacked = z.infer<typeof unpackedSchema>;

const rowSchema = z
  .object({
    number: z.int(),
    cells: z.array(z.string()),
    dates: z.array(z.tuple([z.int(), z.string()])).optional(),
  })
  .transform(({ number, cells, dates }): GridRow => ({ number, cells, ...(dates && { dates: new Map(dates) }) }));

/** The workbook has to be unpacked first, by the function that can. */
export class NotUnpacked extends Error {
  override readonly name = 'NotUnpacked';
}

const noticePath = (id: string): string => `work/${id}/grid.json`;
const partPath = (folder: string, part: number): string => `${folder}/part-${chunkName(part)}.jsonl`;

/** Whether a drop was unpacked, or found to be impossible to. */
export const isUnpacked = async (id: string, archive: Pick<Archive, 'get'>): Promise<boolean> =>
  (await archive.get(noticePath(id))) !== undefined;

/** The grid of a drop that was unpacked. Throws `NotUnpacked`, and BadInput where it can't be. */
export async function unpackedGrid(id: string, archive: Pick<Archive, 'get'>): Promise<Grid> {
  const notice = await archive.get(noticePath(id));
  if (!notice) throw new NotUnpacked(`the workbook ${id} is not unpacked yet`);
  const unpacked = unpackedSchema.parse(JSON.parse(Buffer.from(notice).toString()));
  if (unpacked.status === 'refused') throw new BadInput(unpacked.text);
  return { source: unpacked.source, rows: rowsOf(unpacked.folder, unpacked.parts, archive) };
}

async function* rowsOf(folder: string, parts: number, archive: Pick<Archive, 'get'>): AsyncGenerator<GridRow> {
  for (let part = 0; part < parts; part++) {
    const path = partPath(folder, part);
    const bytes = await archive.get(path);
    if (!bytes) throw new Error(`${path} is not there; drop the workbook once more to import it anew`);
    for (const line of Buffer.from(bytes).toString().split('\n')) {
      if (line !== '') yield rowSchema.parse(JSON.parse(line));
    }
  }
}

/** Lays a grid out below a folder of this attempt's own, and then says where. */
export async function keepGrid(id: string, folder: string, grid: Grid, archive: Archive): Promise<void> {
  const { source, rows } = grid;
  if (source.format !== 'xlsx') throw new Error(`a grid of ${source.format} needs no unpacking`);
  let lines: string[] = [];
  let characters = 0;
  let parts = 0;
  const endPart = async () => {
    await archive.put(partPath(folder, parts), new TextEncoder().encode(lines.join('\n')));
    parts += 1;
    lines = [];
    characters = 0;
  };
  for await (const { dates, ...row } of rows) {
    const line = JSON.stringify({ ...row, ...(dates && { dates: [...dates] }) });
    lines.push(line);
    characters += line.length;
    if (characters >= PART_CHARACTERS) await endPart();
  }
  if (lines.length > 0) await endPart();
  await settle(
    id,
    { status: 'unpacked', folder, parts, source: { ...source, otherSheets: [...source.otherSheets] } },
    archive,
  );
}

/** Notes why a drop can't be unpacked; whoever reads it next says so. */
export const keepRefusal = (id: string, { text }: BadInput, archive: Archive): Promise<void> =>
  settle(id, { status: 'refused', text }, archive);

/** Two may unpack one drop; either's work will do, and the first to end has the word. */
async function settle(id: string, unpacked: Unpacked, archive: Archive): Promise<void> {
  try {
    await archive.put(noticePath(id), jsonBytes(unpacked));
  } catch (error) {
    if (!(error instanceof ArchiveConflict)) throw error;
  }
}
