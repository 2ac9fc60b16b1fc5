import { PublishCommand, type SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { type Carrier, CarrierRefused, type ShortMessage } from '../ports.ts';

const HTTP_REQUEST_TIMEOUT = 408;

/** Errors from before the request left this machine. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['CredentialsProviderError', 'ENOTFOUND', 'ECONNREFUSED']);

/**
 * The carrier of the cloud stage: Amazon SNS to a phone number, as a transactional message. SNS knows no repeats, so the
 * client must be built with `maxAttempts: 1`: a retry of its own would send again what may have been sent already.
 */
export function createSnsCarrier(options: { readonly client: SNSClient }): Carrier {
  const { client } = options;
  return {
    async send(message) {
      await checkAttempts(client);
      const { MessageId } = await publish(client, message);
      // Without an id SNS has not confirmed anything: the outcome is unknown.
      if (MessageId === undefined) throw new Error(`SNS took message ${message.id} without giving it an id`);
      return { carrierId: MessageId };
    },
  };
}

async function checkAttempts(client: SNSClient): Promise<void> {
  const attempts = await client.config.maxAttempts();
  if (attempts !== 1) throw new Error(`the SNS client makes up to ${attempts} attempts; build it with maxAttempts: 1`);
}

async function publish(client: SNSClient, message: ShortMessage) {
  const command = new PublishCommand({
    PhoneNumber: message.to,
    Message: message.text,
    MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
  });
  try {
    return await client.send(command);
  } catch (error) {
    if (error instanceof Error && isRefusal(error)) throw refusalOf(error, message);
    throw error;
  }
}

function isRefusal(error: Error): boolean {
  if (NEVER_LEFT.has(error.name) || ('code' in error && NEVER_LEFT.has(String(error.code)))) return true;
  if (!(error instanceof SNSServiceException)) return false;
  return error.$fault === 'client' && error.$metadata.httpStatusCode !== HTTP_REQUEST_TIMEOUT;
}

/** SNS repeats the phone number in its reasons; it must reach no log, hence no `cause` either. */
const refusalOf = (error: Error, { id, to }: ShortMessage): CarrierRefused =>
  new CarrierRefused(`SNS refused message ${id}: ${error.name}, ${error.message.replaceAll(to, '***')}`);
