import { describe, expect, it } from 'vitest';
import { viewProblem } from '../../../../functions/http/problem-view.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { casesOf } from '../../../../shared/domain/problem/cases.ts';
import { isIntact } from '../../../../shared/domain/problem/history.ts';
import { closedFull } from '../../../support/full-problems.ts';
import { close, tell } from '../../../support/handle-problems.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

const find = ({ campaign, services }: TestStage, id: string, ...places: readonly string[]) =>
  takeIn(
    {
      campaign,
      inspection: buildInspection(id, 0, {
        findings: places.map((place) => ({ category: 'litter', place, description: '暴露垃圾' })),
      }),
      by: 'inspector:li',
    },
    services,
  );

async function problem({ campaign, services }: TestStage, id: string) {
  const loaded = await services.ledger.load(campaign, id);
  if (!loaded) throw new Error(`${id} is there`);
  return loaded;
}

const relapses = async (stage: TestStage) => {
  const cases = [];
  for await (const { state } of stage.services.ledger.all(stage.campaign)) cases.push(...casesOf(state));
  return cases.filter(({ relapse }) => relapse).map(({ problem }) => problem);
};

describe('the relapse of a problem that is too full to be reopened', () => {
  it('is a problem of its own that names the other, counts as a relapse, and is named by it', async () => {
    const stage = await openTestStage();
    const old = await closedFull(stage, 'I-1', '人民路1号');
    expect(await find(stage, 'I-2', '人民路1号')).toMatchObject({ problems: ['I-2-1'] });
    const [before, after] = [await problem(stage, old), await problem(stage, 'I-2-1')];
    expect(before.state).toMatchObject({ status: 'closed', continuedAs: 'I-2-1' });
    expect(after.state).toMatchObject({ status: 'dispatched', relapseOf: old, lives: [{ relapse: true }] });
    expect([before, after].every(({ history }) => isIntact(history))).toBe(true);
    const now = stage.services.clock.now();
    expect(viewProblem(before.state, now)).toMatchObject({ status: 'closed', continuedAs: 'I-2-1' });
    expect(viewProblem(after.state, now)).toMatchObject({ relapseOf: old, relapse: true });
    expect(await relapses(stage)).toEqual(['I-2-1']);
  });
  it('counts once, however often the place is found again while it is open, and again once it was closed', async () => {
    const stage = await openTestStage();
    await closedFull(stage, 'I-1', '人民路1号');
    await find(stage, 'I-2', '人民路1号', '人民路1号');
    await find(stage, 'I-3', '人民路1号');
    expect(await relapses(stage)).toEqual(['I-2-1']);
    await close(stage, 'I-2-1');
    expect(await find(stage, 'I-4', '人民路1号')).toMatchObject({ problems: ['I-2-1'] });
    expect((await relapses(stage)).toSorted()).toEqual(['I-2-1', 'I-2-1']);
  });
  it('stays a relapse where the other is voided afterwards', async () => {
    const stage = await openTestStage();
    const old = await closedFull(stage, 'I-1', '人民路1号');
    await find(stage, 'I-2', '人民路1号');
    await tell(stage, old, { type: 'void', reason: '重复' });
    expect(await relapses(stage)).toEqual(['I-2-1']);
  });
  it('keeps no inspection out and counts once, however many full places it names', async () => {
    const stage = await openTestStage();
    const places = Array.from({ length: 40 }, (_, n) => `人民路${n + 1}号`);
    for (const [n, place] of places.entries()) await closedFull(stage, `I-${n}`, place);
    const { problems } = await find(stage, 'Z-1', ...places, '人民路40号');
    expect(problems).toHaveLength(41);
    expect((await relapses(stage)).toSorted()).toEqual(problems.slice(0, 40).toSorted());
    await find(stage, 'Z-2', ...places);
    expect(await relapses(stage)).toHaveLength(40);
  });
  it('goes on where a place comes back and is put right two hundred times', async () => {
    const stage = await openTestStage();
    for (let day = 0; day < 200; day++) {
      const { problems } = await find(stage, `D-${day}`, '人民路1号');
      await close(stage, problems[0] ?? '');
    }
    expect(await relapses(stage)).toHaveLength(199);
  });
});
