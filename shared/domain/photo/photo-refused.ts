import type { Bilingual } from '../bilingual.ts';
import type { PhotoRefusal } from './photo-refusal.ts';

/** Why a photo is not taken in. */
export type PhotoFault = PhotoRefusal['reason'];

/** A file that cannot be shown as a photo; both texts say what is wrong with it and what to do. */
export class PhotoRefused extends Error {
  override readonly name = 'PhotoRefused';
  readonly reason: PhotoFault;
  readonly zh: string;

  constructor(reason: PhotoFault, text: Bilingual) {
    super(text.en);
    this.reason = reason;
    this.zh = text.zh;
  }
}

/** A file that ends too early or contradicts itself; `where` names the part that was being read. */
export const damaged = (where: string): PhotoRefused =>
  new PhotoRefused('damaged', {
    zh: `照片文件不完整或已损坏（${where}），请重新拍摄或重新上传`,
    en: `the photo is cut short or damaged (${where}); take it again or upload it again`,
  });

/** A photo of a kind that is rare enough to ask for another. */
export const unsupported = (what: string): PhotoRefused =>
  new PhotoRefused('unsupported', {
    zh: `照片采用了不支持的格式（${what}），请另存为普通 JPEG 后再上传`,
    en: `the photo uses a format that is not supported (${what}); save it as an ordinary JPEG and upload that`,
  });

/** A photo that is not worth what showing it takes: `why` says how much that is. */
export const tooCostly = (why: Bilingual): PhotoRefused =>
  new PhotoRefused('too-costly', {
    zh: `${why.zh}，请另存为普通 JPEG 后再上传`,
    en: `${why.en}; save the photo as an ordinary JPEG and upload that`,
  });

/** A photo whose header is in order, and which nobody came to an end with all the same. */
export const notSeenThrough = (): PhotoRefused =>
  tooCostly({
    zh: '处理这张照片耗用的时间或内存过多，已不再尝试',
    en: 'preparing this photo took too much time or memory, and is not tried again',
  });

/** A photo whose last attempt nobody came back from, or which failed: only an operator may have it tried again. */
export const givenUp = (): PhotoRefused =>
  tooCostly({
    zh: '这张照片多次处理未成功，可能耗用的时间或内存过多',
    en: 'preparing this photo did not succeed in several attempts, perhaps for want of time or memory',
  });
