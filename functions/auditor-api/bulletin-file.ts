import * as z from 'zod';
import { PERIODS } from '../../shared/domain/campaign/vocabulary.ts';
import type { OfferedFile } from '../../shared/ports.ts';
import { notFound } from '../http/fault.ts';
import type { Services } from '../services.ts';

/** What a bulletin is published for. */
export const BULLETIN_KINDS = [...PERIODS, 'phase'] as const;

/** How a file of a bulletin is named in an address. */
export const bulletinFileParams = { kind: z.enum(BULLETIN_KINDS) };

interface WantedFile {
  readonly campaign: string;
  readonly kind: (typeof BULLETIN_KINDS)[number];
  readonly key: string;
  readonly file: string;
}

/** Where a file of a published bulletin lies. Throws a `Fault` where its manifest names none such. */
export async function findBulletinFile(
  { campaign, kind, key, file: name }: WantedFile,
  { bulletins }: Pick<Services, 'bulletins'>,
): Promise<OfferedFile> {
  const record = (await bulletins.load(campaign, kind, key))?.record;
  // Only what the manifest names: a path is never put together from what somebody asks for.
  const file = record?.manifest?.files.find((one) => one.name === name);
  if (!record || !file) throw noSuchFile({ campaign, kind, key, file: name });
  return { path: `${record.folder}/${file.name}`, type: file.mediaType, name: `${kind}-${key}-${file.name}` };
}

export const noSuchFile = ({ kind, key, file }: WantedFile) =>
  notFound('通报文件', 'bulletin file', `${kind}/${key}/${file}`);
