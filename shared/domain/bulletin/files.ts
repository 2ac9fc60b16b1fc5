import { createHash } from 'node:crypto';
import { documentText } from '../ranking/ledger-hash.ts';
import type { Bulletin } from './bulletin.ts';
import { findingsCsv, numbersCsv, rankingCsv } from './csv.ts';
import { renderPage } from './page.ts';

export interface BulletinFile {
  readonly name: string;
  readonly mediaType: string;
  /** To be stored as UTF-8; a CSV begins with its BOM. */
  readonly text: string;
}

/** What each file was when it was published. */
export interface BulletinManifest {
  readonly campaign: string;
  readonly kind: Bulletin['kind'];
  readonly period: string;
  readonly number: string;
  readonly title: string;
  readonly issuedAt: string;
  readonly files: ReadonlyArray<{
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: number;
    /** SHA-256 in lower-case hex. */
    readonly sha256: string;
  }>;
}

const describe = ({ name, mediaType, text }: BulletinFile) => {
  const bytes = Buffer.from(text, 'utf8');
  return { name, mediaType, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

/** The files of a bulletin: its data, its page, its tables, and the manifest that vouches for them. */
export function bulletinFiles(bulletin: Bulletin): {
  readonly files: readonly BulletinFile[];
  readonly manifest: BulletinManifest;
} {
  const csv = 'text/csv; charset=utf-8';
  const files: BulletinFile[] = [
    { name: 'bulletin.json', mediaType: 'application/json', text: documentText(bulletin) },
    { name: 'bulletin.html', mediaType: 'text/html; charset=utf-8', text: renderPage(bulletin) },
    { name: 'numbers.csv', mediaType: csv, text: numbersCsv(bulletin) },
    ...(bulletin.ranking ? [{ name: 'ranking.csv', mediaType: csv, text: rankingCsv(bulletin.ranking) }] : []),
    ...(bulletin.findings
      ? [{ name: 'findings.csv', mediaType: csv, text: findingsCsv(bulletin.findings, bulletin.timeZone) }]
      : []),
  ];
  const { campaign, kind, period, number, title, issuedAt } = bulletin;
  return { files, manifest: { campaign, kind, period, number, title, issuedAt, files: files.map(describe) } };
}
