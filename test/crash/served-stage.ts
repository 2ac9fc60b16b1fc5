import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccounts, type NewAccount } from '../../infra/local/accounts.ts';
import { openStore } from '../../infra/local/open-store.ts';
import { createSignInGuard } from '../../infra/local/sign-in-guard.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createAccountBook } from '../../shared/stores/account-book.ts';
import { CHEAP } from '../support/test-api.ts';
import { type Client, createClient, passwordOf } from './client.ts';
import { type Mortal, spawnMortal } from './mortal.ts';

const BEGINNING = '2026-03-02 09:00';
/** One second is five and a half hours of the drill. */
const SPEED = 20_000;

/** Serves a folder as a drill that goes on where it was killed. */
export const serveFolder = (folder: string): Mortal =>
  spawnMortal('serve', ['--data', folder, '--port', '0', '--drill-from', BEGINNING, '--speed', String(SPEED)]);

/** Somebody who asks that process, once it answers; undefined where it dies before. */
export async function clientOf(mortal: Mortal): Promise<Client | undefined> {
  const url = await mortal.saying(/http:\/\/127\.0\.0\.1:\d+/);
  return url ? createClient(url) : undefined;
}

/** Lets in the office, an inspector and every unit before the first start. */
export async function prepareAccounts(folder: string, units: readonly string[]): Promise<void> {
  const items = openStore(folder, 'full');
  const guard = createSignInGuard(systemClock);
  const accounts = createAccounts(createAccountBook(items), { clock: systemClock, guard, cost: CHEAP });
  const people: Array<Omit<NewAccount, 'password' | 'displayName'>> = [
    { name: 'office', role: 'office' },
    { name: 'inspector', role: 'inspector' },
    ...units.map((unit) => ({ name: unit, role: 'unit' as const, unit })),
  ];
  for (const one of people) await accounts.create({ ...one, displayName: one.name, password: passwordOf(one.name) });
  items.close();
}

/** When a stage has beaten three times more, whatever was due before has been looked at, and sent or held. */
export async function threeBeats(folder: string, mortal: Mortal): Promise<void> {
  let dead = false;
  void mortal.ended.then(() => {
    dead = true;
  });
  const db = new DatabaseSync(join(folder, 'stage.db'), { readOnly: true, timeout: 10_000 });
  const beats = () => Number(db.prepare(`SELECT version FROM item WHERE pk = 'STAGE'`).get()?.version ?? 0);
  const until = beats() + 3;
  while (beats() < until) {
    if (dead) throw new Error(`it ended by itself: ${mortal.output()}`);
    await sleep(200);
  }
  db.close();
}
