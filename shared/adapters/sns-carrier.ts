import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Carrier, ShortMessage } from '../ports.ts';
import { readFailure } from './sns-refusals.ts';

/**
 * How SNS presents itself to telephones, as regions ask for it: a sender id, a number of one's own, and where a country
 * takes registered templates only (+86, +91) the ids of the sender and of the template.
 */
export const smsOriginationSchema = z.object({
  SMS_SENDER_ID: z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'a sender id is 1 to 11 letters and digits with a letter among them')
    .optional(),
  SMS_ORIGINATION_NUMBER: z
    .string()
    .regex(/^\+?\d{5,14}$/, 'an origination number is 5 to 14 digits, with + for a country code')
    .optional(),
  SMS_ENTITY_ID: z.string().min(1).max(50).optional(),
  SMS_TEMPLATE_ID: z.string().min(1).max(50).optional(),
});
export type SmsOrigination = z.infer<typeof smsOriginationSchema>;

/**
 * The carrier of the cloud stage: Amazon SNS to a phone number, as a transactional message. SNS knows no repeats, so the
 * client must be built with `maxAttempts: 1`: a retry of its own would send again what may have been sent already.
 */
export function createSnsCarrier(options: {
  readonly client: SNSClient;
  readonly origination?: SmsOrigination;
}): Carrier {
  const { client, origination = {} } = options;
  const attributes = originationAttributes(origination);
  return {
    async send(message) {
      const { id, to, text } = message;
      await checkAttempts(client);
      const command = new PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: attributes });
      return { carrierId: await publish(client, command, { id, to }) };
    },
  };
}

/** Throws where the client would send again by itself. */
export async function checkAttempts(client: SNSClient): Promise<void> {
  const attempts = await client.config.maxAttempts();
  if (attempts !== 1) throw new Error(`the SNS client makes up to ${attempts} attempts; build it with maxAttempts: 1`);
}

/** Publishes once and gives the id. Throws `CarrierRefused` and `CarrierBusy` where nothing was sent for certain. */
export async function publish(
  client: SNSClient,
  command: PublishCommand,
  message: Pick<ShortMessage, 'id' | 'to'>,
): Promise<string> {
  let id: string | undefined;
  try {
    id = (await client.send(command)).MessageId;
  } catch (error) {
    throw readFailure(error, message);
  }
  // Without an id SNS has not confirmed anything: the outcome is unknown.
  if (id === undefined) throw new Error(`SNS took message ${message.id} without giving it an id`);
  return id;
}

/** A text as SNS takes it beside a message. */
export const textAttribute = (text: string): MessageAttributeValue => ({ DataType: 'String', StringValue: text });

const SNS_NAMES: Readonly<Record<keyof SmsOrigination, string>> = {
  SMS_SENDER_ID: 'AWS.SNS.SMS.SenderID',
  SMS_ORIGINATION_NUMBER: 'AWS.MM.SMS.OriginationNumber',
  SMS_ENTITY_ID: 'AWS.MM.SMS.EntityId',
  SMS_TEMPLATE_ID: 'AWS.MM.SMS.TemplateId',
};

function originationAttributes(origination: SmsOrigination): Record<string, MessageAttributeValue> {
  const attributes: Record<string, MessageAttributeValue> = { 'AWS.SNS.SMS.SMSType': textAttribute('Transactional') };
  for (const [key, name] of Object.entries(SNS_NAMES)) {
    const value = origination[key as keyof SmsOrigination];
    if (value !== undefined) attributes[name] = textAttribute(value);
  }
  return attributes;
}
