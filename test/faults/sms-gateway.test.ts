import { expect } from 'vitest';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import type { ShortMessage } from '../../shared/ports.ts';
import type { memoryCarrier } from '../support/test-stage.ts';
import { fromQueue, lazily } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { askOffice, judgeMessages, withEscalations } from './messages.ts';
import type { FaultStage } from './stage.ts';

/** What lies in the queue: known once the stage has sent its messages. */
const bodies: string[] = [];

/** A message as the topic carries it, raw. */
const asTopic = ({ id, to, text, attributes, params }: ShortMessage): string =>
  JSON.stringify({ id, to, text, ...attributes, params });

/** Two messages went to the topic; behind them stands a record that is no escalation. */
async function begin(stage: FaultStage): Promise<void> {
  await withEscalations(stage);
  await deliver({ campaign: stage.campaign }, stage.services);
  const { sent } = stage.services.carrier as ReturnType<typeof memoryCarrier>;
  bodies.splice(0, bodies.length, ...sent.map(asTopic), 'something else');
}

describeFaults('sms-gateway', [
  {
    title: 'a batch of two messages and a record that is none',
    handler: 'sms-gateway/handler.ts',
    begin,
    delivery: lazily(() => fromQueue(bodies)),
    look: askOffice,
    judge(run, calm) {
      expect(calm.first).toEqual({ end: 'answered', answer: { batchItemFailures: [{ itemIdentifier: 'R2' }] } });
      expect(run.last).toEqual({ end: 'answered', answer: { dead: ['R2'] } });
      judgeMessages(run, calm, ({ world }) => world.atGateway);
    },
  },
]);
