import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { close, tell } from './handle-problems.ts';
import { buildInspection, type TestStage } from './test-stage.ts';

const PHOTOS = Array.from({ length: 9 }, (_, n) => ({
  path: `photos/${String(n).repeat(64)}.jpg`,
  sha256: String(n).repeat(64),
}));

/** Files what takes the most room that a person may take, and sends it back. */
export async function rework(stage: TestStage, problem: string, characters = 2000): Promise<void> {
  const note = '整'.repeat(characters);
  await tell(stage, problem, { type: 'fileRectification', note, photos: PHOTOS });
  await tell(stage, problem, { type: 'verify', pass: false, reason: '改'.repeat(500), by: 'inspector:li' });
}

/** Reworks a problem in a unit's hands until nobody can add the shortest rework to it. Returns the last refusal. */
export async function fill(stage: TestStage, problem: string): Promise<Refused> {
  let refusal: Refused | undefined;
  for (const characters of [2000, 1]) {
    try {
      for (;;) await rework(stage, problem, characters);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal = error;
    }
  }
  if (!refusal) throw new Error('it never became full');
  return refusal;
}

/** A problem that was closed so full that a relapse does not reopen it. */
export async function closedFull(stage: TestStage, id: string, place: string): Promise<string> {
  const findings = [{ category: 'litter', place, description: '暴露垃圾' }];
  await takeIn(
    { campaign: stage.campaign, inspection: buildInspection(id, 1, { findings }), by: 'inspector:li' },
    stage.services,
  );
  for (let rounds = 0; rounds < 8; rounds++) await rework(stage, `${id}-1`);
  await close(stage, `${id}-1`);
  return `${id}-1`;
}
