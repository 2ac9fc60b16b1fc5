import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunRecord } from '../../infra/local/run-record.ts';
import type { History } from '../../shared/domain/problem/history.ts';
import type { BulletinRecord } from '../../shared/stores/bulletin-book.ts';
import type { EntryDone, TaskFiled } from '../../shared/stores/campaign-progress.ts';
import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';
import type { Owed, OwedByProblem } from '../../shared/stores/escalation-entry.ts';
import type { StoredInspection } from '../../shared/stores/inspection-book.ts';
import { type Claim, isMessage, isTicket, type Message } from '../../shared/stores/outbox.ts';
import type { RankingHeader } from '../../shared/stores/ranking-book.ts';
import { uncommittedFrames } from './wal-tail.ts';

export interface Row<Body> {
  readonly pk: string;
  readonly sk: string;
  readonly body: Body;
  readonly due?: { readonly pk: string; readonly sk: string };
}

/** Everything a stage's folder held at one moment, read by SQL alone. */
export interface Snapshot {
  readonly folder: string;
  readonly heads: ReadonlyArray<Row<CampaignHead>>;
  readonly problems: ReadonlyArray<Row<History & { readonly owed?: readonly OwedByProblem[] }>>;
  readonly inspections: readonly StoredInspection[];
  readonly tasks: readonly TaskFiled[];
  /** Urgings that are still to be told. */
  readonly urgings: readonly Owed[];
  /** Escalations that were dropped, by their ids. */
  readonly dropped: readonly string[];
  /** The message for which each further escalation of a digest was claimed. */
  readonly claimedFor: readonly string[];
  readonly messages: readonly Message[];
  readonly bulletins: readonly BulletinRecord[];
  /** The last number given, by campaign and year. */
  readonly numbers: ReadonlyArray<Row<{ last: number }>>;
  readonly agenda: ReadonlyArray<Row<EntryDone>>;
  readonly rankings: readonly RankingHeader[];
  readonly run: RunRecord | undefined;
  /** The messages that lie in the outbox folder. */
  readonly handedOver: readonly string[];
  /** Documents in the archive. */
  readonly documents: readonly string[];
  /** Files that a process had begun and not yet given their name. */
  readonly drafts: readonly string[];
  readonly uncommittedFrames: number;
}

/** Reads the folder of a stage whose process is dead, from a copy: the next start has to find what the dead one left. */
export function readSnapshot(folder: string): Snapshot {
  const rows = readRows(folder);
  const of = <Body>(prefix: string): Array<Row<Body>> =>
    rows.filter(({ pk }) => pk.startsWith(prefix)) as Array<Row<Body>>;
  const bodies = <Body>(prefix: string): Body[] => of<Body>(prefix).map(({ body }) => body);
  const claims = bodies<Claim>('OUTBOX#');
  const [handedOver, sendDrafts] = filesOf(join(folder, 'outbox'));
  const [documents, documentDrafts] = filesOf(join(folder, 'archive'));
  return {
    folder,
    heads: rows.filter(({ pk }) => pk === 'CAMPAIGN') as Array<Row<CampaignHead>>,
    problems: of('PROBLEM#'),
    inspections: bodies('INSPECTION#'),
    tasks: bodies('TASK#'),
    urgings: bodies<Owed>('URGING#').filter(({ token }) => token !== undefined),
    messages: claims.filter(isMessage),
    dropped: claims.flatMap((claim) => ('dropped' in claim ? [claim.dropped.id] : [])),
    claimedFor: claims.filter(isTicket).map(({ ticketOf }) => ticketOf),
    bulletins: bodies('BULLETIN#'),
    numbers: of('BULLETIN-NUMBER#'),
    agenda: of('AGENDA#'),
    rankings: bodies('RANKING#'),
    run: bodies<RunRecord>('STAGE')[0],
    handedOver: handedOver.map((name) => name.replace(/\.json$/, '')),
    documents,
    drafts: [...sendDrafts, ...documentDrafts],
    uncommittedFrames: uncommittedFrames(join(folder, 'stage.db-wal')),
  };
}

function readRows(folder: string): Array<Row<unknown>> {
  if (!existsSync(join(folder, 'stage.db'))) return [];
  const copy = mkdtempSync(join(tmpdir(), 'crash-copy-'));
  try {
    for (const name of ['stage.db', 'stage.db-wal']) {
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
    }
    return selectAll(join(copy, 'stage.db'));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function selectAll(file: string): Array<Row<unknown>> {
  const db = new DatabaseSync(file);
  try {
    const hasTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'item'`).get() !== undefined;
    if (!hasTable) return [];
    const check = db.prepare('PRAGMA integrity_check').get();
    if (check?.integrity_check !== 'ok') throw new Error(`the store is damaged: ${JSON.stringify(check)}`);
    return db.prepare('SELECT pk, sk, body, due_pk, due_sk FROM item ORDER BY pk, sk').all().map(toRow);
  } finally {
    db.close();
  }
}

function toRow({ pk, sk, body, due_pk, due_sk }: Record<string, unknown>): Row<unknown> {
  const row = { pk: String(pk), sk: String(sk), body: JSON.parse(String(body)) as unknown };
  return due_pk === null ? row : { ...row, due: { pk: String(due_pk), sk: String(due_sk) } };
}

/** Paths of the files below a folder, and of the drafts among them. */
function filesOf(folder: string): [files: string[], drafts: string[]] {
  if (!existsSync(folder)) return [[], []];
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const isDraft = (path: string) => path.endsWith('.draft');
  return [all.filter((path) => !isDraft(path)), all.filter(isDraft)];
}
