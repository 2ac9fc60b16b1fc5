import { expect } from 'vitest';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import type { ShortMessage } from '../../shared/ports.ts';
import type { memoryCarrier } from '../support/test-stage.ts';
import { fromQueue, lazily } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { askOffice, judgeMessages, type OfficeView, withEscalations } from './messages.ts';
import type { Run, Scenario } from './play.ts';
import type { FaultStage } from './stage.ts';

/** What lies in the queue: known once the stage has sent its messages. */
const bodies: string[] = [];

/** A message as the topic carries it, raw. */
const asTopic = ({ attributes, ...message }: ShortMessage): string => JSON.stringify({ ...message, ...attributes });

/** Two messages went to the topic; behind them stands a record that is no escalation. */
async function begin(stage: FaultStage): Promise<void> {
  await withEscalations(stage);
  const carrier = stage.services.carrier as ReturnType<typeof memoryCarrier>;
  carrier.passedTo = 'gateway';
  await deliver({ campaign: stage.campaign }, stage.services);
  bodies.splice(0, bodies.length, ...carrier.sent.map(asTopic), 'something else');
}

const common: Pick<Scenario, 'handler' | 'delivery' | 'look'> = {
  handler: 'sms-gateway/handler.ts',
  delivery: lazily(() => fromQueue(bodies)),
  look: askOffice,
};

/** All but the record that is no escalation is done. */
function isSeenThrough(run: Run, calm: Run): void {
  expect(calm.first).toEqual({ end: 'answered', answer: { batchItemFailures: [{ itemIdentifier: 'R2' }] } });
  expect(run.last).toEqual({ end: 'answered', answer: { dead: ['R2'] } });
}

describeFaults('sms-gateway', [
  {
    ...common,
    title: 'a batch of two messages and a record that is none',
    begin,
    judge(run, calm) {
      isSeenThrough(run, calm);
      judgeMessages(run, calm, ({ world }) => world.atGateway);
      expect((run.seen as OfficeView).messages.map(({ state }) => state)).not.toContain('handed-over');
    },
  },
  {
    ...common,
    title: 'the same at night, when they are handed back',
    async begin(stage) {
      await begin(stage);
      stage.goTo('2026-03-05 23:30');
    },
    judge(run, calm) {
      isSeenThrough(run, calm);
      expect(run.world).toEqual({ ...calm.world, atGateway: [] });
      const { messages, escalations } = run.seen as OfficeView;
      expect([messages, new Set(escalations.map(({ state }) => state))]).toEqual([[], new Set(['pending'])]);
    },
  },
]);
