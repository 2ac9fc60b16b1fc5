import {
  AuthorizationErrorException,
  InternalErrorException,
  InvalidParameterException,
  OptedOutException,
  PublishCommand,
  SNSClient,
  SNSServiceException,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSnsCarrier, smsOriginationSchema } from '../../../shared/adapters/sns-carrier.ts';
import { CarrierBusy, CarrierRefused } from '../../../shared/ports.ts';

const sns = mockClient(SNSClient);
const carrier = createSnsCarrier({ client: new SNSClient({ region: 'eu-west-1', maxAttempts: 1 }) });
const at = '2026-03-05T03:30:00.000Z';
const message = { id: 'esc1', at, to: '+8613800000000', text: '【城管办】问题已超时' };
const answer = (text: string, httpStatusCode = 400) => ({ message: text, $metadata: { httpStatusCode } });
const coded = (code: string) => Object.assign(new Error(code), { code });

const refused = (name: string, text: string, httpStatusCode?: number) =>
  new SNSServiceException({ ...answer(text, httpStatusCode), name, $fault: 'client' });

beforeEach(() => sns.reset());

describe('createSnsCarrier', () => {
  it('sends one transactional message to the number and gives its id', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    expect(await carrier.send(message)).toEqual({ carrierId: 'm-1' });
    expect(sns.calls().map((call) => call.args[0].input)).toEqual([
      {
        PhoneNumber: '+8613800000000',
        Message: '【城管办】问题已超时',
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      },
    ]);
  });

  it('names its origin as the region asks for it', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    const origination = smsOriginationSchema.parse({
      SMS_SENDER_ID: 'CXWB',
      SMS_ORIGINATION_NUMBER: '+8510698',
      SMS_ENTITY_ID: 'entity-1',
      SMS_TEMPLATE_ID: 'template-1',
    });
    const client = new SNSClient({ region: 'eu-west-1', maxAttempts: 1 });
    await createSnsCarrier({ client, origination }).send(message);
    const { MessageAttributes } = sns.commandCalls(PublishCommand)[0]?.args[0].input ?? {};
    expect(Object.entries(MessageAttributes ?? {}).map(([name, value]) => [name, value.StringValue])).toEqual([
      ['AWS.SNS.SMS.SMSType', 'Transactional'],
      ['AWS.SNS.SMS.SenderID', 'CXWB'],
      ['AWS.MM.SMS.OriginationNumber', '+8510698'],
      ['AWS.MM.SMS.EntityId', 'entity-1'],
      ['AWS.MM.SMS.TemplateId', 'template-1'],
    ]);
  });

  it.each([{ SMS_SENDER_ID: '12345' }, { SMS_SENDER_ID: 'a-b' }, { SMS_ORIGINATION_NUMBER: 'abc' }])(
    'takes no %j',
    (setting) => expect(smsOriginationSchema.safeParse(setting).success).toBe(false),
  );

  it.each([
    ['a wrong number', 'number', new InvalidParameterException(answer('PhoneNumber'))],
    ['a receiver who opted out', 'opted-out', new OptedOutException(answer('no'))],
    ['a receiver of whom only the words say so', 'opted-out', new InvalidParameterException(answer('is opted out'))],
    ['money that is spent', 'spend-limit', refused('LimitExceeded', 'monthly spending limit reached')],
    ['a full quota', 'quota', refused('LimitExceeded', 'Quota exceeded for the account')],
    ['a missing template', 'template', refused('ValidationException', 'TemplateId is required')],
    ['a missing right', 'access', new AuthorizationErrorException(answer('not allowed', 403))],
    ['anything else', 'other', refused('Gone', 'no', 410)],
    ['missing credentials', 'access', Object.assign(new Error('none'), { name: 'CredentialsProviderError' })],
  ])('is sure that nothing was sent at %s, and names it %s', async (_, refusal, error) => {
    sns.on(PublishCommand).rejects(error);
    const thrown = await carrier.send(message).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(CarrierRefused);
    expect(thrown).toMatchObject({ refusal });
  });

  it.each([
    ['too many at once', new ThrottledException(answer('rate exceeded', 429))],
    ['throttling by name alone', refused('ThrottlingException', 'slow down')],
    ['no way to the service', coded('ENOTFOUND')],
    ['a closed port', coded('ECONNREFUSED')],
  ])('asks to be tried again later at %s', async (_, error) => {
    sns.on(PublishCommand).rejects(error);
    await expect(carrier.send(message)).rejects.toBeInstanceOf(CarrierBusy);
  });

  it.each([
    ['an error within SNS', new InternalErrorException(answer('oops', 500))],
    [
      'a request that timed out there',
      new SNSServiceException({ ...answer('late', 408), name: 'RequestTimeout', $fault: 'client' }),
    ],
    ['a connection that broke', coded('ECONNRESET')],
    ['an answer that never came', Object.assign(new Error('late'), { name: 'TimeoutError' })],
  ])('leaves the outcome unknown at %s', async (_, error) => {
    sns.on(PublishCommand).rejects(error);
    await expect(carrier.send(message)).rejects.toBe(error);
  });

  it('takes an answer without an id for no answer', async () => {
    sns.on(PublishCommand).resolves({});
    const sent = carrier.send(message);
    await expect(sent).rejects.toThrow('without giving it an id');
    await expect(sent).rejects.not.toBeInstanceOf(CarrierRefused);
  });

  it('keeps the number out of what it throws', async () => {
    sns.on(PublishCommand).rejects(new InvalidParameterException(answer('+8613800000000 is not valid')));
    const error = await carrier.send(message).catch((thrown: unknown) => thrown);
    expect(error).toEqual(
      new CarrierRefused('SNS refused message esc1: InvalidParameterException, *** is not valid', 'other'),
    );
    expect(error).not.toHaveProperty('cause');
  });

  it('refuses a client that would send again by itself', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    const eager = createSnsCarrier({ client: new SNSClient({ region: 'eu-west-1' }) });
    await expect(eager.send(message)).rejects.toThrow('build it with maxAttempts: 1');
    expect(sns.calls()).toEqual([]);
  });
});
