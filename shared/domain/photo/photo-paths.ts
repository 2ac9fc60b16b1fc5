import type { PhotoType } from './photo-type.ts';

/** What is shown of a photo; the original stays with those who check evidence. */
export const PHOTO_SIZES = ['thumb', 'large', 'original'] as const;
export type PhotoSize = (typeof PHOTO_SIZES)[number];
export type DerivativeSize = Exclude<PhotoSize, 'original'>;

/** Longest sides in pixels. */
export const LONGEST_SIDE: Readonly<Record<DerivativeSize, number>> = { large: 1600, thumb: 320 };

/** Both are JPEG, whatever the original is. */
export const DERIVATIVE_TYPE = 'image/jpeg';

const EXTENSION: Readonly<Record<PhotoType, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' };
const ORIGINAL = /^photos\/(?<sha256>[0-9a-f]{64})\.(jpg|png)$/;
const DERIVATIVE = /^derivatives\/(?<sha256>[0-9a-f]{64})\/(large|thumb)\.jpg$/;

/** Where an original lies: under its own hash, so that sending it again is harmless. */
export const originalPath = (sha256: string, type: PhotoType): string => `photos/${sha256}.${EXTENSION[type]}`;

/** Where what is made of a photo lies, apart from the originals so that rights can be given apart. */
export const derivativesOf = (sha256: string): string => `derivatives/${sha256}/`;
export const derivativePath = (sha256: string, size: DerivativeSize): string => `${derivativesOf(sha256)}${size}.jpg`;

/** Where it says why nothing could be made of a photo. */
export const refusalPath = (sha256: string): string => `${derivativesOf(sha256)}refused.json`;

/** Where it says that the last attempt at a photo has begun: counts only while there is neither derivative nor refusal. */
export const givenUpPath = (sha256: string): string => `${derivativesOf(sha256)}given-up.json`;

/** The hash in the path of an original; nothing for any other path. */
export const hashOfOriginal = (path: string): string | undefined => ORIGINAL.exec(path)?.groups?.sha256;

/** The hash in the path of a derivative; nothing for any other path. */
export const hashOfDerivative = (path: string): string | undefined => DERIVATIVE.exec(path)?.groups?.sha256;
