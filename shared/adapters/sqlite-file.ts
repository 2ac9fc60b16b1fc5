import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Durability } from './durability.ts';

/** The file can't serve as the store; the message says what to do about it. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';
  readonly reason: 'unwritable' | 'not-ours' | 'newer';
  constructor(reason: StoreFileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** "HD10" in SQLite's own field for the kind of a file, which tells our files from other databases. */
const APPLICATION_ID = 0x48443130;
const SCHEMA_VERSION = 1;
const BUSY_TIMEOUT_MS = 10_000;
const SQLITE_NOTADB = 26;

/** No WITHOUT ROWID: bodies of a kilobyte and more would spill to overflow pages, and writing them takes twice as long. */
const SCHEMA = `
  CREATE TABLE item (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, due_pk TEXT, due_sk TEXT,
    PRIMARY KEY (pk, sk)
  ) STRICT;
  CREATE INDEX item_due ON item (due_pk, due_sk, pk, sk) WHERE due_pk IS NOT NULL;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;

/**
 * Opens the file, or creates it readable by its owner alone (it holds phone numbers); `:memory:` is a store without a
 * file. Throws `StoreFileError`.
 */
export function openStoreFile(file: string, durability: Durability): DatabaseSync {
  prepareFile(file);
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    checkOwner(db, file);
    tune(db, durability);
    createSchema(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepareFile(file: string): void {
  if (file === ':memory:') return;
  try {
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // SQLite keeps its journal beside the file, so that writing the file is not enough.
    accessSync(folder, constants.W_OK);
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreFileError(
      'unwritable',
      `cannot write the store ${file} (${why}); choose another folder or free this one`,
    );
  }
}

function checkOwner(db: DatabaseSync, file: string): void {
  const { owner, version, tables } = readMarks(db, file);
  const empty = owner === 0 && version === 0 && tables === 0;
  if (!empty && owner !== APPLICATION_ID) throw notOurs(file);
  if (version > SCHEMA_VERSION) {
    throw new StoreFileError(
      'newer',
      `the store ${file} has layout ${version}, this program knows ${SCHEMA_VERSION}; use the newer program that wrote it`,
    );
  }
}

function readMarks(db: DatabaseSync, file: string) {
  try {
    return {
      owner: readNumber(db, 'SELECT application_id AS n FROM pragma_application_id'),
      version: readNumber(db, 'SELECT user_version AS n FROM pragma_user_version'),
      tables: readNumber(db, 'SELECT count(*) AS n FROM sqlite_schema'),
    };
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_NOTADB) throw notOurs(file);
    throw error;
  }
}

const readNumber = (db: DatabaseSync, sql: string): number => Number(db.prepare(sql).get()?.n);

const notOurs = (file: string): StoreFileError =>
  new StoreFileError(
    'not-ours',
    `${file} is not a store of Hundred Days; name another file, this one was left untouched`,
  );

function tune(db: DatabaseSync, durability: Durability): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'};
    PRAGMA fullfsync = ${durability === 'full' ? 'ON' : 'OFF'};
    PRAGMA cache_size = -65536;
    PRAGMA wal_autocheckpoint = 4000;`);
}

/** Under the write lock, since two programs may open a new file at the same moment. */
function createSchema(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  if (readNumber(db, 'SELECT user_version AS n FROM pragma_user_version') === 0) db.exec(SCHEMA);
  db.exec('COMMIT');
}
