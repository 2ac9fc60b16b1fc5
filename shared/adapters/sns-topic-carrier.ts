import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Carrier } from '../ports.ts';
import { checkAttempts, publish, textAttribute } from './sns-carrier.ts';

/**
 * A carrier that tells whoever subscribes to a topic: a gateway, e-mail, another system. The body is the message as JSON;
 * campaign, league, rung and unit stand beside it as attributes, by which a subscription chooses with a filter policy.
 * A topic knows no repeats, so the client must be built with `maxAttempts: 1`; subscribers know a message by its id.
 */
export function createSnsTopicCarrier(options: { readonly client: SNSClient; readonly topicArn: string }): Carrier {
  const { client, topicArn } = options;
  return {
    async send(message) {
      const { id, to, text, attributes, params } = message;
      if (!attributes) throw new Error(`message ${id} bears no attributes, so no subscriber could choose it`);
      await checkAttempts(client);
      const command = new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify({ id, to, text, ...attributes, params }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, textAttribute(value)]),
        ),
      });
      return { carrierId: await publish(client, command, message) };
    },
  };
}
