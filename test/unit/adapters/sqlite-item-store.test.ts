import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { StoreFileError } from '../../../shared/adapters/sqlite-file.ts';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const newFolder = temporaryFolders();
const open = (file: string, durability: 'full' | 'fast' = 'fast') => openSqliteItemStore({ file, durability });
const put = (sk: string, version?: number) =>
  ({ put: { pk: 'p', sk, body: { sk } }, when: version === undefined ? 'absent' : { version } }) as const;

function openingError(file: string): StoreFileError {
  try {
    open(file).close();
  } catch (error) {
    if (error instanceof StoreFileError) return error;
  }
  throw new Error('opening did not fail with a StoreFileError');
}

describe('openSqliteItemStore', () => {
  it('makes the folder, and a file that only its owner reads', () => {
    const file = join(newFolder(), 'new', 'deeper', 'store.db');
    open(file).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('finds everything again after closing', async () => {
    const file = join(newFolder(), 'store.db');
    for (const durability of ['full', 'fast'] as const) {
      const store = open(file, durability);
      await store.transact([put(durability)]);
      store.close();
      store.close();
    }
    const store = open(file);
    expect((await store.query('main', 'p')).items.map(({ sk }) => sk)).toEqual(['fast', 'full']);
    store.close();
  });

  it('lets two users of one file see and respect each other', async () => {
    const file = join(newFolder(), 'store.db');
    const [one, two] = [open(file), open(file)];
    await one.transact([put('a')]);
    expect(await two.get({ pk: 'p', sk: 'a' })).toMatchObject({ version: 1 });
    await two.transact([put('a', 1)]);
    await expect(one.transact([put('b'), put('a', 1)])).rejects.toMatchObject({ name: 'ConditionFailed', action: 1 });
    one.close();
    two.close();
  });

  it('makes no file for a store in memory', async () => {
    const store = open(':memory:');
    await store.transact([put('a'), put('b')]);
    expect((await store.query('main', 'p')).items).toHaveLength(2);
    expect(existsSync(':memory:')).toBe(false);
    store.close();
  });

  it('goes on after a failed call', async () => {
    const store = open(join(newFolder(), 'store.db'));
    await store.transact([put('a')]);
    for (let i = 0; i < 3; i++) await expect(store.transact([put('b'), put('a')])).rejects.toThrow('read it again');
    await store.transact([put('b'), put('c')]);
    expect((await store.query('main', 'p')).items).toHaveLength(3);
    store.close();
  });

  it('keeps every acknowledged write of a process that is killed, and all or none of the last call', async () => {
    const file = join(newFolder(), 'store.db');
    const acknowledged = await writeUntilKilled(file, 200);
    const store = open(file);
    const { items } = await store.query('main', 'p');
    expect(items.length).toBeGreaterThanOrEqual(acknowledged * 2);
    expect(items.length % 2).toBe(0);
    store.close();
  });
});

describe('a file that can not serve', () => {
  it('is named when it is no database, and left as it was', () => {
    const file = join(newFolder(), 'notes.txt');
    writeFileSync(file, '会议纪要'.repeat(400));
    expect(openingError(file)).toMatchObject({ reason: 'not-ours' });
    expect(readFileSync(file, 'utf8')).toBe('会议纪要'.repeat(400));
  });

  it('is named when it is the database of another program, and left as it was', () => {
    const file = join(newFolder(), 'other.db');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE item (x)');
    other.close();
    const before = readFileSync(file);
    expect(openingError(file).message).toBe(
      `${file} is not a store of Hundred Days; name another file, this one was left untouched`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is named when a newer program wrote it', () => {
    const file = join(newFolder(), 'store.db');
    open(file).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 2');
    db.close();
    expect(openingError(file)).toMatchObject({
      reason: 'newer',
      message: `the store ${file} has layout 2, this program knows 1; use the newer program that wrote it`,
    });
  });

  it('is named when its folder is a file or it is a folder itself', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'store.db'));
    expect(openingError(join(folder, 'file', 'store.db')).reason).toBe('unwritable');
    expect(openingError(join(folder, 'store.db')).message).toContain('choose another folder or free this one');
  });
});

/** Runs a program that writes pairs and prints a line for each acknowledged one; kills it after so many lines. */
function writeUntilKilled(file: string, lines: number): Promise<number> {
  const program = new URL('../../support/write-pairs.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    acknowledged += chunk.toString().split('\n').length - 1;
    if (acknowledged >= lines) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve(acknowledged) : reject(new Error('it ended by itself')),
    );
  });
}
