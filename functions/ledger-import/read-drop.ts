import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Services } from '../services.ts';
import { campaignForImport } from './campaign-for-import.ts';
import { checkDrop, type Drop, dropId, placeOf, plainName } from './drop.ts';
import { loadSettings } from './drop-settings.ts';
import { type ImportPlan, loadPlan, settlePlan } from './import-plan.ts';
import { readIntoChunks } from './read-into-chunks.ts';
import { NotUnpacked, unpackedGrid } from './unpacked-grid.ts';
import { writeRefusal } from './write-report.ts';

/** Brings the bytes of a dropped file; undefined where it was replaced or deleted meanwhile. */
export type DropSource = (drop: Drop) => Promise<Uint8Array | undefined>;

/** What reading needs; the rest of the services would not fit into the function beside the readers of files. */
export type ReaderServices = Pick<Services, 'archive' | 'clock' | 'ids' | 'registry'>;

/** What the workflow goes on with. */
export type DropRead =
  /** Read it again once it is unpacked. */
  | { readonly outcome: 'workbook'; readonly import: string }
  | { readonly outcome: 'refused'; readonly report: string }
  | {
      readonly outcome: 'empty' | 'read';
      readonly import: string;
      readonly chunkList: string;
      readonly report: string;
    };

/**
 * Reads a dropped ledger by the mapping beside it and lays its records out in chunks, its rejects and flags in files.
 * Nothing is written into the campaign yet. A drop is settled once: read again, it leads to the same chunks. A file that
 * can't be taken, be it for its place, its mapping or its content, gets a report that says why.
 */
export async function readDrop(drop: Drop, source: DropSource, services: ReaderServices): Promise<DropRead> {
  const { archive } = services;
  const id = dropId(drop);
  const plan = (await loadPlan(id, archive)) ?? (await newPlan(drop, source, services));
  if (!plan) return { outcome: 'workbook', import: id };
  if (plan.status === 'refused') {
    await writeRefusal(plan, archive);
    return { outcome: 'refused', report: plan.report };
  }
  const outcome = plan.chunks === 0 ? 'empty' : 'read';
  return { outcome, import: id, chunkList: `${plan.folder}/chunks.json`, report: plan.report };
}

/** Undefined where the file is a workbook that nobody has unpacked. */
async function newPlan(drop: Drop, source: DropSource, services: ReaderServices): Promise<ImportPlan | undefined> {
  try {
    return await settlePlan(dropId(drop), await planFor(drop, source, services), services.archive);
  } catch (error) {
    if (error instanceof NotUnpacked) return undefined;
    throw error;
  }
}

async function planFor(drop: Drop, source: DropSource, services: ReaderServices): Promise<ImportPlan> {
  const place = placeOf(drop);
  const startedAt = services.clock.now();
  const common = { ...place, startedAt, report: reportFolder(drop, startedAt) };
  try {
    checkDrop(drop);
    const head = await campaignForImport(place.campaign, services.registry);
    const settings = await loadSettings(place, services.archive);
    const campaign = await services.registry.config(head.id, head.revision);
    if (!campaign) throw new Error(`revision ${head.revision} of "${head.id}" has no configuration; restore it`);
    const bytes = await source(drop);
    if (!bytes) throw overtaken(drop);
    const readWorkbook = () => unpackedGrid(dropId(drop), services.archive);
    const folder = `work/${dropId(drop)}/${services.ids.next('attempt')}`;
    const read = await readIntoChunks({ bytes, settings, campaign, folder, readWorkbook }, services.archive);
    return { ...common, status: 'read', folder, ...read };
  } catch (error) {
    if (error instanceof BadInput) return { ...common, status: 'refused', text: error.text };
    throw error;
  }
}

/** By campaign, file and moment, so that the newest report of a file stands last. */
function reportFolder(drop: Drop, startedAt: Instant): string {
  const { campaign, file } = placeOf(drop);
  const moment = startedAt.slice(0, 19).replaceAll(/[-:]/g, '');
  return `reports/${plainName(campaign)}/${plainName(file)}/${moment}Z-${dropId(drop).slice(0, 6)}`;
}

const overtaken = ({ key }: Drop): BadInput =>
  new BadInput({
    zh: `读取之前“${key}”已被替换或删除；新文件会另行导入`,
    en: `"${key}" was replaced or deleted before it was read; a newer file is imported by itself`,
  });
