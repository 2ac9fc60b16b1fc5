import { describe, expect, it } from 'vitest';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { currentLife } from '../../../../shared/domain/problem/problem-state.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { buildStandardInput } from '../../../support/build-standard.ts';
import { at } from '../../../support/problem-scenario.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

const arrive = ({ services, campaign }: TestStage, inspection: ReturnType<typeof buildInspection>) =>
  takeIn({ campaign, inspection, by: 'inspector:li' }, services);

describe('takeIn', () => {
  it('dispatches each finding at once to the unit inspected, with its deadline', async () => {
    const stage = await openTestStage();
    const result = await arrive(stage, buildInspection('I-1', 2));
    expect(result).toEqual({ inspection: 'I-1', problems: ['I-1-1', 'I-1-2'], repeated: false });
    const problem = await stage.services.ledger.load(stage.campaign, 'I-1-2');
    expect(problem?.state).toMatchObject({ status: 'dispatched', place: '人民路2号' });
    expect(problem && currentLife(problem.state).schedule.dueAt).toBe(at('2026-03-05 17:30'));
  });
  it('changes nothing when the same inspection arrives again, and refuses other content under its id', async () => {
    const stage = await openTestStage();
    await arrive(stage, buildInspection('I-1'));
    expect(await arrive(stage, buildInspection('I-1'))).toMatchObject({ repeated: true, problems: ['I-1-1'] });
    await expect(arrive(stage, buildInspection('I-1', 3))).rejects.toThrow('other content');
    expect(await Array.fromAsync(stage.services.ledger.all(stage.campaign))).toHaveLength(1);
  });
  it('takes in an inspection once when it arrives twice at the same time', async () => {
    const stage = await openTestStage();
    const results = await Promise.all([arrive(stage, buildInspection('I-1')), arrive(stage, buildInspection('I-1'))]);
    expect(results.map((result) => result.repeated).toSorted()).toEqual([false, true]);
  });
  it('writes nothing of an inspection with one bad finding, and names every fault', async () => {
    const stage = await openTestStage();
    const bad = buildInspection('I-1', 1, { unit: 'nowhere', results: [{ checkpoint: 'none', mark: 'pass' }] });
    await expect(arrive(stage, bad)).rejects.toMatchObject({
      name: 'InspectionRejected',
      faults: [{ path: 'unit' }, { path: 'results[0]' }],
    });
    expect(await stage.services.inspections.load(stage.campaign, 'I-1')).toBeUndefined();
  });
  it('names a checkpoint and a mark that the standard does not have', async () => {
    const stage = await openTestStage(buildCampaign({ standard: buildStandardInput() }));
    const [known] = (await stage.services.campaigns.load(stage.campaign)).checkpoints.keys();
    const results = [
      { checkpoint: 'none', mark: 'pass' },
      { checkpoint: known ?? '', mark: 'gone' },
      { checkpoint: known ?? '', points: 1e6 },
    ];
    await expect(arrive(stage, buildInspection('I-1', 0, { results }))).rejects.toMatchObject({
      faults: [
        { path: 'results[0]', message: expect.stringContaining('没有考核点“none”') },
        { path: 'results[1]', message: expect.stringContaining('没有“gone”这个等次') },
        { path: 'results[2]', message: expect.stringContaining('超出范围') },
      ],
    });
  });
  it('keeps a finding without a known unit in the pool', async () => {
    const stage = await openTestStage();
    await arrive(
      stage,
      buildInspection('I-1', 0, { findings: [{ category: 'litter', place: '广场', description: '垃圾', pool: true }] }),
    );
    expect((await stage.services.ledger.load(stage.campaign, 'I-1-1'))?.state.status).toBe('recorded');
  });
  it('reopens the problem closed at the same place in the same category, within the days of the campaign', async () => {
    const stage = await openTestStage();
    const { services, campaign } = stage;
    await arrive(stage, buildInspection('I-1'));
    const { rules } = await services.campaigns.load(campaign);
    const tell = (command: object) =>
      services.desk.execute(
        campaign,
        'I-1-1',
        { at: services.clock.now(), by: 'office:wang', ...command } as never,
        rules,
      );
    await tell({ type: 'fileRectification', note: '已整改', photos: [] });
    await tell({ type: 'verify', pass: true });
    stage.goTo('2026-03-10 09:00');
    expect(await arrive(stage, buildInspection('I-2', 1, { at: at('2026-03-10 08:00') }))).toMatchObject({
      problems: ['I-1-1'],
    });
    expect((await services.ledger.load(campaign, 'I-1-1'))?.state.lives.map((life) => life.relapse)).toEqual([
      false,
      true,
    ]);
  });
});
