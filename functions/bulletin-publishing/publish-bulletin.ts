import type { Bulletin, BulletinKind } from '../../shared/domain/bulletin/bulletin.ts';
import { type BulletinManifest, bulletinFiles } from '../../shared/domain/bulletin/files.ts';
import { documentText } from '../../shared/domain/ranking/ledger-hash.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';
import { gatherBulletin } from './gather-bulletin.ts';
import { scopeOf } from './scope.ts';

/** The window or phase ends later than now, so its facts are not all known. */
export class TooEarly extends Error {
  constructor(kind: BulletinKind, key: string, end: string) {
    super(`the bulletin ${kind} ${key} covers what happens until ${end}; publish it then`);
    this.name = 'TooEarly';
  }
}

/**
 * Publishes the bulletin 通报 of a window or a phase, as known at its end: data, tables and a printable page into the
 * archive, with the SHA-256 of each file in a manifest. It is dated by that end and gets its number first, so that a
 * crash leaves neither a gap nor a second number; published before, it is handed back as it stands. Published after an
 * outage it is the same to the byte. Throws `UnknownPeriod` and `TooEarly`.
 */
export async function publishBulletin(
  { campaign, kind, key }: { readonly campaign: string; readonly kind: BulletinKind; readonly key: string },
  services: Services,
): Promise<BulletinManifest> {
  const { bulletins, archive } = services;
  const published = await bulletins.load(campaign, kind, key);
  if (published?.record.manifest) return published.record.manifest;
  const context = await services.campaigns.load(campaign);
  const scope = scopeOf(context, kind, key);
  if (scope.window.to > services.clock.now()) throw new TooEarly(kind, key, scope.window.to);
  const folder = `bulletins/${campaign}/${kind}-${key}`;
  const issuedAt = scope.window.to;
  const year = Number(context.calendar.dayOf(issuedAt).slice(0, 4));
  const stored = await bulletins.number({ campaign, kind, key, year, issuedAt, folder });
  const bulletin =
    (await begun(folder, services)) ??
    (await gatherBulletin(context, { ...scope, kind, key }, stored.record, services));
  const { files, manifest } = bulletinFiles(bulletin);
  for (const { name, text } of files) await archive.put(`${folder}/${name}`, Buffer.from(text));
  await archive.put(`${folder}/manifest.json`, Buffer.from(documentText(manifest)));
  await tryWrite(services.items, [bulletins.publish(stored, manifest)]);
  return manifest;
}

/** The data of a bulletin whose publishing a crash cut short: what is in the archive counts. */
async function begun(folder: string, { archive }: Services): Promise<Bulletin | undefined> {
  const bytes = await archive.get(`${folder}/bulletin.json`);
  return bytes && JSON.parse(Buffer.from(bytes).toString());
}
