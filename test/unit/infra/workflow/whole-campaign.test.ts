import { describe, expect, it } from 'vitest';
import { startWorkflow, type WorkflowEnd } from '../../../../infra/local/workflow.ts';
import { workflowHandlers } from '../../../../infra/local/workflow-handlers.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../../../../shared/domain/instant.ts';
import { cn } from '../../../support/build-calendar.ts';
import { inspectMonth, openAppraisal } from '../../../support/monthly-appraisal.ts';
import type { TestStage } from '../../../support/test-stage.ts';

const LAST = ['street-1', 'street-2', 'street-3'];
const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06'];

interface Trouble {
  /** The process is killed at every so many-th wait and started again. */
  readonly killEvery?: number;
  /** How long it stays down. */
  readonly downDays?: number;
}

/** Six months with a gate that extends its phase, the workflow killed and started again as told. */
async function play({ killEvery, downDays = 0 }: Trouble = {}): Promise<TestStage & { readonly executions: number }> {
  const gate = {
    ...{ id: 'spring', name: '春季节点', on: '2026-04-30', measure: { name: 'closingRate' as const } },
    ...{ target: { atLeast: 0.99 }, onMiss: { do: 'extend' as const, days: 7 } },
  };
  const stage = await openAppraisal({
    phases: [
      { phase: 'publicity', starts: '2026-03-01', ends: '2026-03-15' },
      { phase: 'attack', starts: '2026-03-16', ends: '2026-08-15', gates: [gate] },
      { phase: 'consolidation', starts: '2026-08-16', ends: '2026-08-31' },
    ],
  });
  const months = [...MONTHS];
  const goTo = async (instant: Instant) => {
    while (months[0] && cn(`${months[0]}-12 09:00`) <= instant) await inspectMonth(stage, months.shift() ?? '', LAST);
    if (instant > stage.clock.now()) stage.clock.advanceTo(instant);
  };
  let [waits, executions] = [0, 0];
  const execute = async (): Promise<WorkflowEnd> => {
    const head = await stage.services.registry.head(stage.campaign);
    executions += 1;
    const running = startWorkflow(
      { campaign: stage.campaign, revision: head?.head.revision ?? 0 },
      workflowHandlers(stage.services),
      {
        waitUntil: async (instant) => {
          waits += 1;
          if (killEvery && waits % killEvery === 0) return running.stop();
          await goTo(instant);
        },
        onOperator: () => undefined,
      },
    );
    return running.done;
  };
  for (;;) {
    const end = await execute();
    if (end.end === 'concluded') return { ...stage, executions };
    if (end.end !== 'aborted') throw new Error('the workflow did not go on', { cause: end });
    await goTo(toInstant(toMs(stage.clock.now()) + downDays * DAY_MS));
  }
}

const filesOf = ({ archive }: TestStage) =>
  new Map([...archive.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));

describe('a campaign of six months', () => {
  it('ranks every month, publishes every bulletin and proposes removal at the third month', async () => {
    const stage = await play();
    const { rankings, bulletins, proposals, registry } = stage.services;
    expect((await rankings.list(stage.campaign, 'monthly')).map(({ period }) => period)).toEqual([
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
    ]);
    expect((await bulletins.list(stage.campaign)).map(({ serial, kind }) => `${serial} ${kind}`)).toEqual([
      '1 phase',
      '2 monthly',
      '3 monthly',
      '4 monthly',
      '5 monthly',
      '6 monthly',
      '7 phase',
      '8 monthly',
      '9 monthly',
      '10 phase',
    ]);
    const filed = (await proposals.list(stage.campaign)).map(({ proposal }) => proposal.id);
    expect(filed).toEqual(LAST.map((street) => `s0-removal:${street}:2026-05`));
    expect((await registry.head(stage.campaign))?.head).toMatchObject({
      status: 'ended',
      revision: 2,
      extended: ['attack'],
    });
    expect(stage.executions).toBe(1);
  });
  it('leaves the same files when it is killed and started again all along', async () => {
    const [smooth, rough] = [await play(), await play({ killEvery: 3 })];
    expect(rough.executions).toBeGreaterThan(50);
    expect(filesOf(rough)).toEqual(filesOf(smooth));
  });
  it('leaves the same files when it is down for days at a time', async () => {
    const [smooth, rough] = [await play(), await play({ killEvery: 5, downDays: 6 })];
    expect(filesOf(rough)).toEqual(filesOf(smooth));
    expect(await rough.services.proposals.list(rough.campaign)).toEqual(
      await smooth.services.proposals.list(smooth.campaign),
    );
  });
});
