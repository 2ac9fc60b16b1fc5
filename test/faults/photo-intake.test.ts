import { hash } from 'node:crypto';
import { expect } from 'vitest';
import { originalPath } from '../../shared/domain/photo/photo-paths.ts';
import { buildJpeg, plain } from '../support/photos.ts';
import { fromQueue } from './deliveries.ts';
import { describeFaults, sameWorld } from './describe-faults.ts';
import type { FaultStage } from './stage.ts';

const GOOD = buildJpeg(plain(8, 8));
/** It says that it is a photo and breaks off. */
const BROKEN = GOOD.subarray(0, 60);
const pathOf = (bytes: Uint8Array): string => originalPath(hash('sha256', bytes), 'image/jpeg');

async function begin(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-09 09:00');
  for (const bytes of [GOOD, BROKEN]) await stage.photos.put(pathOf(bytes), bytes);
}

const notice = (bytes: Uint8Array): string => JSON.stringify({ Records: [{ s3: { object: { key: pathOf(bytes) } } }] });

describeFaults('photo-intake', [
  {
    title: 'a photo, one that can’t be shown, and a message that is no notice',
    handler: 'photo-intake/handler.ts',
    begin,
    delivery: fromQueue([notice(GOOD), notice(BROKEN), '{}']),
    judge(run, calm) {
      expect(calm.first).toEqual({ end: 'answered', answer: { batchItemFailures: [{ itemIdentifier: 'R2' }] } });
      expect(run.last).toEqual({ end: 'answered', answer: { dead: ['R2'] } });
      expect(run.world.objects).toHaveLength(5);
      sameWorld(run, calm);
    },
  },
]);
