import { beforeEach, describe, expect, it } from 'vitest';
import { campaignStarter } from '../../../../functions/campaign-starter/run-action.ts';
import { startMissing } from '../../../../functions/campaign-starter/start-missing.ts';
import type { Walk, Workflows } from '../../../../shared/ports.ts';
import type { CampaignHead } from '../../../../shared/stores/campaign-registry.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

/** Keeps the promise of the service: a name counts once, also when its execution has ended. */
function memoryWorkflows(): Workflows & {
  readonly runs: Map<string, Walk & { state: string }>;
  end(state: string): void;
} {
  const runs = new Map<string, Walk & { state: string }>();
  const running = () => [...runs].flatMap(([name, { state }]) => (state === 'running' ? [name] : []));
  const set = (name: string, state: string) => {
    const run = runs.get(name);
    if (run) run.state = state;
  };
  return {
    runs,
    running: async () => running(),
    start: async (name, walk) => void (runs.has(name) || runs.set(name, { ...walk, state: 'running' })),
    stop: async (name) => set(name, 'aborted'),
    end(state) {
      for (const name of running()) set(name, state);
    },
  };
}

describe('the starter of executions', () => {
  let stage: TestStage;
  let workflows: ReturnType<typeof memoryWorkflows>;
  beforeEach(async () => {
    stage = await openTestStage();
    workflows = memoryWorkflows();
  });
  const act = () => startMissing({ ...stage.services, workflows });
  const states = () => [...workflows.runs.values()].map(({ revision, state }) => `r${revision} ${state}`);
  async function change(head: Partial<CampaignHead>): Promise<void> {
    const stored = await stage.services.registry.head(stage.campaign);
    if (stored) await stage.services.items.transact([stage.services.registry.writeHead(stored, head)]);
  }

  it('gives a new campaign one execution, however often it looks', async () => {
    await act();
    await act();
    expect([...workflows.runs.values()]).toEqual([{ campaign: stage.campaign, revision: 1, state: 'running' }]);
  });

  it('starts once when it looks twice before the service shows what runs', async () => {
    const late = { ...workflows, running: async () => [] };
    await startMissing({ ...stage.services, workflows: late });
    await startMissing({ ...stage.services, workflows: late });
    expect(states()).toEqual(['r1 running']);
  });

  it('takes over from an execution of an older revision', async () => {
    await act();
    const stored = await stage.services.registry.head(stage.campaign);
    if (stored) await stage.services.registry.revise(stored, buildCampaign());
    const report = await act();
    expect(states()).toEqual(['r1 aborted', 'r2 running']);
    expect([report.started.length, report.stopped.length]).toEqual([1, 1]);
  });

  it('leaves a campaign that is paused or over without one', async () => {
    await change({ status: 'paused' });
    await act();
    await change({ status: 'ended' });
    await act();
    expect(states()).toEqual([]);
  });

  it('goes on with the same execution where a campaign is resumed before it noticed the pause', async () => {
    await act();
    await change({ status: 'paused' });
    await act();
    await change({ status: 'running' });
    await act();
    expect(states()).toEqual(['r1 running']);
  });

  it('starts another one where a campaign is resumed after its execution stopped for the pause', async () => {
    await act();
    await change({ status: 'paused' });
    workflows.end('succeeded');
    await change({ status: 'running' });
    await act();
    expect(states()).toEqual(['r1 succeeded', 'r1 running']);
  });

  it('leaves an execution that failed to a person, until the campaign is set running again', async () => {
    await act();
    workflows.end('failed');
    await act();
    expect(states()).toEqual(['r1 failed']);
    await change({ status: 'running' });
    await act();
    expect(states()).toEqual(['r1 failed', 'r1 running']);
  });

  it('begins a new execution each week, so that none grows beyond what the service keeps', async () => {
    await act();
    stage.goTo('2026-03-09 09:00');
    await act();
    expect(states()).toEqual(['r1 aborted', 'r1 running']);
  });

  it('takes any id of a campaign into a name that the service takes, and tells alike ones apart', async () => {
    const ids = ['云岭县:创卫', '云岭县:创文', 'x'.repeat(64)];
    for (const id of ids) await stage.services.registry.create({ ...buildCampaign(), id }, stage.clock.now());
    await act();
    await act();
    expect(workflows.runs.size).toBe(4);
    for (const name of workflows.runs.keys()) expect(name).toMatch(/^[\w-]{1,80}$/);
  });

  it('does what the schedule asks, and names what it can not take', async () => {
    const task = campaignStarter(() => workflows);
    expect(await task({ action: 'start' }, stage.services)).toMatchObject({ started: [expect.any(String)] });
    expect(() => task({ action: 'sweep' }, stage.services)).toThrow('sweep');
  });
});
