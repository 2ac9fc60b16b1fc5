import { hash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clearDrafts, openStage } from '../../../infra/local/stage.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../../shared/adapters/system-ids.ts';
import { buildJpeg, corners, exif, sizeOf } from '../../support/photos.ts';

describe('clearDrafts', () => {
  it('removes the drafts of a killed process, which may hold a phone number, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stage-test-'));
    const outbox = join(folder, 'outbox');
    mkdirSync(outbox);
    const draft = join(outbox, '.0f8fad5b-d9cb-469f-a165-70867728950e.draft');
    const sent = join(outbox, 'SMS-1.json');
    for (const file of [draft, sent]) writeFileSync(file, '13800000101');
    const stage = openStage({ folder, clock: systemClock, ids: createSystemIds(systemClock), durability: 'fast' });
    clearDrafts(stage);
    stage.close();
    expect([existsSync(draft), existsSync(sent)]).toEqual([false, true]);
    rmSync(folder, { recursive: true });
  });
});

describe('the archive of a stage', () => {
  it('shows a photo it was given, now and after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stage-test-'));
    const open = () => openStage({ folder, clock: systemClock, ids: createSystemIds(systemClock), durability: 'fast' });
    const photo = buildJpeg(corners(64, 32), exif(6));
    const large = `derivatives/${hash('sha256', photo)}/large.jpg`;
    const first = open();
    await first.services.archive.put(`photos/${hash('sha256', photo)}.jpg`, photo);
    const shown = await first.services.archive.get(large);
    first.close();
    const again = open();
    expect(sizeOf(shown ?? Buffer.alloc(0))).toEqual([32, 64]);
    expect(await again.services.archive.get(large)).toEqual(shown);
    again.close();
    rmSync(folder, { recursive: true });
  });
});
