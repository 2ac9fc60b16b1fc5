import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import type { memoryCarrier } from '../support/test-stage.ts';
import { onSchedule } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { askOffice, judgeMessages, withEscalations } from './messages.ts';
import type { Run, Scenario } from './play.ts';

/** Long enough for what a dead delivery left behind to be looked after, and for what was held to be released. */
const TICKS = [6, 16];

const common: Pick<Scenario, 'handler' | 'delivery' | 'look' | 'judge' | 'answerOf'> = {
  handler: 'escalation-delivery/handler.ts',
  delivery: onSchedule({ action: 'deliver' }, TICKS),
  look: askOffice,
  judge: (run, calm) => judgeMessages(run, calm, ({ world }: Run) => world.published),
  // What the last tick says of itself depends on when the others got things done.
  answerOf: () => 'done',
};

const ESCALATION_TOPIC_ARN = 'arn:aws:sns:eu-west-1:000000000000:escalations';

describeFaults('escalation-delivery', [
  {
    ...common,
    title: 'a digest and a single message to numbers, below every cap',
    begin: (stage) =>
      withEscalations(stage, {
        sending: {
          signature: '县创卫办',
          perUnitPerDay: 5,
          perDay: 20,
          budget: { yuan: 100, yuanPerPart: 0.05 },
        },
      }),
  },
  {
    ...common,
    title: 'the same to a topic',
    env: { ESCALATION_TOPIC_ARN },
    begin: (stage) => withEscalations(stage),
  },
  {
    ...common,
    title: 'what a gateway has not begun with for an hour, told anew',
    env: { ESCALATION_TOPIC_ARN, GATEWAY_TAKES: '{}' },
    async begin(stage) {
      await withEscalations(stage);
      const carrier = stage.services.carrier as ReturnType<typeof memoryCarrier>;
      carrier.passedTo = 'gateway';
      await deliver({ campaign: stage.campaign }, stage.services);
      stage.goTo('2026-03-05 14:30');
    },
  },
]);
