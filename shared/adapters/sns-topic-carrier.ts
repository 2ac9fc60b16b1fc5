import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Carrier, MessageAttributes } from '../ports.ts';
import { checkAttempts, publish, textAttribute } from './sns-carrier.ts';

const ATTRIBUTES = ['campaign', 'league', 'rung', 'unit'] as const satisfies ReadonlyArray<keyof MessageAttributes>;

/**
 * What the gateway of a stage takes: messages with one of the values of each attribute that is named; all where none is.
 * As a filter policy it means the same to SNS.
 */
export const gatewayFilterSchema = z.partialRecord(z.enum(ATTRIBUTES), z.array(z.string()).min(1));
export type GatewayFilter = z.infer<typeof gatewayFilterSchema>;

/**
 * A carrier that tells whoever subscribes to a topic: a gateway, e-mail, another system. The body is the message as JSON;
 * campaign, league, rung and unit stand beside it as attributes, by which a subscription chooses with a filter policy.
 * A topic knows no repeats, so the client must be built with `maxAttempts: 1`; subscribers know a message by its id.
 * What `gateway` takes is reported later by it; without a gateway nobody reports.
 */
export function createSnsTopicCarrier(options: {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly gateway?: GatewayFilter | undefined;
}): Carrier {
  const { client, topicArn, gateway } = options;
  return {
    async send(message) {
      const { id, at, to, text, attributes, params } = message;
      if (!attributes) throw new Error(`message ${id} bears no attributes, so no subscriber could choose it`);
      await checkAttempts(client);
      const command = new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify({ id, at, to, text, ...attributes, params }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, textAttribute(value)]),
        ),
      });
      const passedTo = gateway && takes(gateway, attributes) ? 'gateway' : 'others';
      return { carrierId: await publish(client, command, message), passedTo };
    },
  };
}

const takes = (filter: GatewayFilter, attributes: MessageAttributes): boolean =>
  ATTRIBUTES.every((name) => filter[name]?.includes(attributes[name]) ?? true);
