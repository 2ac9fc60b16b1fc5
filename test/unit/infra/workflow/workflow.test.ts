import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { readWorkflow, startWorkflow } from '../../../../infra/local/workflow.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { openTestStage } from '../../../support/test-stage.ts';
import { handlersOf, walkCampaign } from '../../../support/walk-campaign.ts';

const definition = readWorkflow();
const states = Object.entries(definition.States);

const campaign = buildCampaign({
  phases: [
    {
      phase: 'publicity',
      starts: '2026-03-02',
      ends: '2026-03-08',
      tasks: [{ id: 'letter', name: '责任状', kind: 'letter', due: '2026-03-04' }],
    },
    {
      phase: 'attack',
      starts: '2026-03-09',
      ends: '2026-03-22',
      gates: [
        {
          id: 'first',
          name: '首个节点',
          on: '2026-03-15',
          measure: { name: 'onTimeRate' },
          target: { atLeast: 0.9 },
          onMiss: { do: 'extend', days: 3 },
        },
      ],
    },
    { phase: 'consolidation', starts: '2026-03-23', ends: '2026-03-29' },
  ],
  ranking: { periods: ['weekly'] },
  bulletins: { periods: ['halfMonthly'] },
});

describe('the workflow file', () => {
  it('is valid Amazon States Language', () => {
    const arns = JSON.parse(
      JSON.stringify(definition).replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:cn-north-1:123456789012:function:$1'),
    );
    const { isValid, errorsText } = aslValidator(arns, { checkArn: true, checkPaths: true });
    expect(errorsText('\n')).toBe('');
    expect(isValid).toBe(true);
  });
  it('uses nothing that a second interpreter reads otherwise: no JSONata, no variables, no Map, no Parallel', () => {
    expect(JSON.stringify(definition)).not.toMatch(/"(QueryLanguage|Assign|Arguments|Output)"/);
    expect(new Set(states.map(([, { Type }]) => Type))).toEqual(
      new Set(['Task', 'Choice', 'Wait', 'Pass', 'Succeed', 'Fail']),
    );
  });
  it('catches every task to the operator and says why it retries', () => {
    for (const [name, state] of states) {
      if (state.Type !== 'Task') continue;
      expect(state.Catch, name).toEqual([
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'NeedsOperator' },
      ]);
      for (const retrier of state.Retry ?? []) expect((retrier as { Comment?: string }).Comment, name).toBeTruthy();
    }
  });
  it('waits on a moment of its own data only', () => {
    for (const [name, state] of states) {
      if (state.Type === 'Wait') expect(state.TimestampPath, name).toBe('$.next.until');
    }
  });
  it('shows the three phases one after the other, then the conclusion', () => {
    const choices = (name: string) => JSON.stringify(definition.States[name]);
    expect(definition.StartAt).toBe('Publicity');
    expect(choices('InPublicity')).toContain('"Next":"IntensiveAttack"');
    expect(choices('InIntensiveAttack')).toContain('"Next":"Consolidation"');
    expect(choices('InConsolidation')).toContain('"Next":"Conclude"');
  });
});

describe('a walk by the local interpreter', () => {
  it('goes through every state but those of failure, and concludes', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const entered: string[] = [];
    const end = await walkCampaign(stage, { onState: (name) => entered.push(name) });
    expect(end).toEqual({ end: 'concluded' });
    const expected = states.map(([name]) => name).filter((name) => !['Stopped', 'NeedsOperator'].includes(name));
    expect(new Set(entered)).toEqual(new Set(expected));
    const phases = entered.filter((name) =>
      ['Publicity', 'IntensiveAttack', 'Consolidation', 'Conclude'].includes(name),
    );
    expect([...new Set(phases)]).toEqual(['Publicity', 'IntensiveAttack', 'Consolidation', 'Conclude']);
    expect((await stage.services.registry.head(stage.campaign))?.head).toMatchObject({ status: 'ended', revision: 2 });
  });
  it('goes on with the revision that its own gate made', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const seen = new Set<number>();
    const running = startWorkflow({ campaign: stage.campaign, revision: 1 }, handlersOf(stage), {
      async waitUntil(instant) {
        seen.add(running.revision());
        if (instant > stage.clock.now()) stage.clock.advanceTo(instant);
      },
      onOperator: () => undefined,
    });
    expect(await running.done).toEqual({ end: 'concluded' });
    expect([...seen]).toEqual([1, 2]);
  });
  it('takes at most 12 transitions for a ranking with its bulletin', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const entered: string[] = [];
    await walkCampaign(stage, { onState: (name) => entered.push(name) });
    const publishing = entered.indexOf('PublishBulletin');
    const from = entered.lastIndexOf('Publicity', publishing);
    expect(entered.indexOf('Publicity', publishing) - from).toBeLessThanOrEqual(12);
  });
  it('asks for the agenda again at least once a day', async () => {
    const stage = await openTestStage(campaign, '2026-02-20 12:00');
    let longest = 0;
    await walkCampaign(stage, {
      meanwhile: async (until) => {
        longest = Math.max(longest, Date.parse(until) - Date.parse(stage.clock.now()));
      },
    });
    expect(longest).toBe(24 * 3_600_000);
  });
  it('stops when the campaign has a newer revision, is paused, or is over', async () => {
    const stage = await openTestStage(campaign);
    const { registry, items } = stage.services;
    const head = async () => {
      const stored = await registry.head(stage.campaign);
      if (!stored) throw new Error('the test campaign is gone');
      return stored;
    };
    await registry.revise(await head(), campaign);
    expect(await walkCampaign(stage, { revision: 1 })).toEqual({ end: 'stopped', reason: 'superseded' });
    await items.transact([registry.writeHead(await head(), { status: 'paused' })]);
    expect(await walkCampaign(stage, { revision: 2 })).toEqual({ end: 'stopped', reason: 'paused' });
    await items.transact([registry.writeHead(await head(), { status: 'ended' })]);
    expect(await walkCampaign(stage, { revision: 2 })).toEqual({ end: 'stopped', reason: 'ended' });
  });
  it('tells the operator what a step threw, and goes on from there when started again', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const told: unknown[] = [];
    const disk = new Error('the disk is full');
    const hooks = {
      waitUntil: async (instant: string) => void (instant > stage.clock.now() && stage.clock.advanceTo(instant)),
      onOperator: (error: unknown) => void told.push(error),
    };
    const failing = handlersOf(stage, () => Promise.reject(disk));
    const walk = { campaign: stage.campaign, revision: 1 };
    expect(await startWorkflow(walk, failing, hooks).done).toEqual({ end: 'failed', error: disk });
    expect(told).toEqual([disk]);
    expect((await stage.services.progress.done(stage.campaign)).has('weekly:2026-W10')).toBe(false);
    expect(await startWorkflow(walk, handlersOf(stage), hooks).done).toEqual({ end: 'concluded' });
    expect((await stage.services.progress.done(stage.campaign)).has('weekly:2026-W10')).toBe(true);
  });
  it('decides anew where somebody else wrote first', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    let tries = 0;
    const report = async () => {
      tries += 1;
      if (tries === 1) throw Object.assign(new Error('written meanwhile'), { name: 'ConditionFailed' });
      return {};
    };
    expect(await walkCampaign(stage, { report })).toEqual({ end: 'concluded' });
  });
  it('ends at once when it is stopped in a wait, and leaves no timer behind', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    const waiting = Promise.withResolvers<void>();
    const running = startWorkflow({ campaign: stage.campaign, revision: 1 }, handlersOf(stage), {
      waitUntil: () => {
        waiting.resolve();
        return new Promise(() => undefined);
      },
      onOperator: (error) => {
        throw error;
      },
    });
    await waiting.promise;
    running.stop();
    expect(await running.done).toEqual({ end: 'aborted' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers()).toBe(before);
  });
  it('waits for the action under way when it is stopped', async () => {
    const stage = await openTestStage(campaign, '2026-03-02 09:00');
    const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const handlers = handlersOf(stage);
    let finished = false;
    const running = startWorkflow(
      { campaign: stage.campaign, revision: 1 },
      {
        ...handlers,
        CampaignPhase: async (event) => {
          begun.resolve();
          await release.promise;
          finished = true;
          return handlers.CampaignPhase(event);
        },
      },
      { waitUntil: async () => undefined, onOperator: () => undefined },
    );
    await begun.promise;
    running.stop();
    release.resolve();
    await running.done;
    expect(finished).toBe(true);
  });
});
