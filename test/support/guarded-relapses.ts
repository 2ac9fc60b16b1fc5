import { fill } from './full-problems.ts';
import { guardStage, type Uses } from './guarded-stage.ts';
import { close } from './handle-problems.ts';
import { buildInspection, openTestStage } from './test-stage.ts';

/** So many full histories are more than one write holds. */
const PLACES = Array.from({ length: 11 }, (_, n) => `人民路${n + 1}号`);

/** One inspection that finds again what had just been put right, at more places than its write holds the old problems of. */
export async function relapses(uses: Uses): Promise<void> {
  const stage = await openTestStage();
  const { ask } = guardStage(stage, uses);
  const inspect = (id: string) => {
    const findings = PLACES.map((place) => ({ category: 'litter', place, description: '暴露垃圾' }));
    return ask(
      'inspectionIntake',
      'inspector',
      'POST /campaigns/{c}/inspections',
      buildInspection(id, 0, { findings }),
    );
  };
  await inspect('I');
  for (const n of PLACES.keys()) {
    await fill(stage, `I-${n + 1}`);
    await close(stage, `I-${n + 1}`);
  }
  await inspect('J');
}
