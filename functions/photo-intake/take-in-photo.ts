import { hash } from 'node:crypto';
import {
  derivativePath,
  derivativesOf,
  givenUpPath,
  hashOfOriginal,
  refusalPath,
} from '../../shared/domain/photo/photo-paths.ts';
import { type PhotoRefusal, photoRefusalSchema } from '../../shared/domain/photo/photo-refusal.ts';
import { damaged, givenUp, PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';
import type { Archive } from '../../shared/ports.ts';
import type { Derivatives } from './derive-photo.ts';

export interface PhotoIntake {
  readonly archive: Archive;
  /** Makes what is shown; it throws `PhotoRefused`. */
  readonly derive: (bytes: Uint8Array) => Derivatives | Promise<Derivatives>;
}

/** Whether a photo will be tried again, should this attempt come to no end. */
export type Attempt = 'one of several' | 'last';

/** What became of a stored original. */
export type IntakeOutcome = 'derived' | 'derived before' | 'refused' | 'no original';

/**
 * Makes what is shown of a stored original and keeps it beside; done twice, it finds the work done. A file that can't be
 * shown is remembered with the reason, so that whoever asks for it is told, and is not tried again. A last attempt is
 * noted before it begins, since one that takes this process down leaves nobody to note it. What comes of it counts more,
 * and the note holds nobody back: after an outage the photo is tried again.
 */
export async function takeInPhoto(
  path: string,
  { archive, derive }: PhotoIntake,
  attempt: Attempt = 'one of several',
): Promise<IntakeOutcome> {
  const sha256 = hashOfOriginal(path);
  if (sha256 === undefined) return 'no original';
  const there = new Set(await archive.list(derivativesOf(sha256)));
  const large = derivativePath(sha256, 'large');
  const thumb = derivativePath(sha256, 'thumb');
  if (there.has(large) && there.has(thumb)) return 'derived before';
  if (there.has(refusalPath(sha256))) return 'refused';
  // Photos are deleted when their time is over, perhaps before a late notice comes.
  const bytes = await archive.get(path);
  if (!bytes) return 'no original';
  // Only one that is missing, here too: another release may word it otherwise.
  const note = givenUpPath(sha256);
  if (attempt === 'last' && !there.has(note)) await archive.put(note, refusalBytes(givenUp()));
  try {
    if (hash('sha256', bytes) !== sha256) throw damaged('SHA-256');
    const made = await derive(bytes);
    // Only what is missing: another release of the codec may make other bytes, and the first ones stay.
    if (!there.has(thumb)) await archive.put(thumb, made.thumb);
    if (!there.has(large)) await archive.put(large, made.large);
    return 'derived';
  } catch (error) {
    if (!(error instanceof PhotoRefused)) throw error;
    await archive.put(refusalPath(sha256), refusalBytes(error));
    return 'refused';
  }
}

function refusalBytes({ reason, zh, message }: PhotoRefused): Uint8Array {
  const refusal: PhotoRefusal = photoRefusalSchema.parse({ reason, zh, en: message });
  return new TextEncoder().encode(JSON.stringify(refusal));
}
