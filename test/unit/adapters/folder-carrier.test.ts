import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderCarrier } from '../../../shared/adapters/folder-carrier.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const newFolder = temporaryFolders();
const at = '2026-03-05T03:30:00.000Z';
const message = { id: 'esc#P1#2', at, to: '+8613800000000', text: '【城管办】问题P1已超时，请立即整改。' };

function open(folder = join(newFolder(), 'outbox')) {
  const clock = createVirtualClock('2026-03-02T00:30:00.000Z');
  return { folder, clock, carrier: createFolderCarrier({ folder, clock, durability: 'fast' }) };
}

const readOutbox = (folder: string): unknown[] =>
  readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

describe('createFolderCarrier', () => {
  it('writes each message as one file that only its owner reads', async () => {
    const { folder, carrier } = open();
    const { carrierId } = await carrier.send(message);
    expect(carrierId).toBe('esc%23P1%232.json');
    expect(readOutbox(folder)).toEqual([{ ...message, at: '2026-03-02T00:30:00.000Z' }]);
    expect(statSync(join(folder, carrierId)).mode & 0o777).toBe(0o600);
  });

  it('answers a message sent again as it did before and leaves the first file', async () => {
    const { folder, clock, carrier } = open();
    const first = await carrier.send(message);
    clock.advanceTo('2026-03-02T01:30:00.000Z');
    expect(await carrier.send(message)).toEqual(first);
    expect(readOutbox(folder)).toEqual([{ ...message, at: '2026-03-02T00:30:00.000Z' }]);
  });

  it('keeps messages inside the folder, and apart, whatever their ids', async () => {
    const { folder, carrier } = open();
    const ids = ['../x', '..', 'a/b', 'a%2Fb', '督'.repeat(40), '督'.repeat(41)];
    for (const id of ids) await carrier.send({ ...message, id });
    expect(readdirSync(folder)).toHaveLength(ids.length);
    expect(readdirSync(join(folder, '..'))).toEqual(['outbox']);
  });
});
