import type { Bilingual } from '../../shared/domain/bilingual.ts';

/** One place of a request that is wrong. */
export interface FaultDetail {
  readonly path: string;
  readonly message: string;
  readonly messageEn: string;
}

/** What a request itself can get wrong, before or beside the domain's own refusals; the status stands in the error table. */
export type FaultCode =
  | 'invalid-request'
  | 'malformed-json'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'unauthenticated'
  | 'wrong-role'
  | 'link-expired'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable-now'
  | 'unprocessable'
  | 'too-many-attempts';

/** A request that cannot be answered as asked; the two texts say what is wrong and what to do. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly zh: string;
  readonly details: readonly FaultDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: FaultCode,
    text: Bilingual,
    more: { readonly details?: readonly FaultDetail[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(text.en);
    this.name = 'Fault';
    this.code = code;
    this.zh = text.zh;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }
}

/** Something the caller named is not there, or not theirs to see; both read the same. */
export const notFound = (zh: string, en: string, id: string): Fault =>
  new Fault('not-found', {
    zh: `没有${zh}“${id}”，请核对编号`,
    en: `there is no ${en} "${id}"; check the id`,
  });
