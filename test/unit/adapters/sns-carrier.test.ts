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
import { createSnsCarrier } from '../../../shared/adapters/sns-carrier.ts';
import { CarrierRefused } from '../../../shared/ports.ts';

const sns = mockClient(SNSClient);
const carrier = createSnsCarrier({ client: new SNSClient({ region: 'eu-west-1', maxAttempts: 1 }) });
const message = { id: 'esc1', to: '+8613800000000', text: '【城管办】问题已超时' };
const answer = (text: string, httpStatusCode = 400) => ({ message: text, $metadata: { httpStatusCode } });
const coded = (code: string) => Object.assign(new Error(code), { code });

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

  it.each([
    ['a wrong number', new InvalidParameterException(answer('PhoneNumber'))],
    ['a receiver who opted out', new OptedOutException(answer('opted out'))],
    ['a missing right', new AuthorizationErrorException(answer('not allowed', 403))],
    ['too many at once', new ThrottledException(answer('rate exceeded', 429))],
    ['missing credentials', Object.assign(new Error('none'), { name: 'CredentialsProviderError' })],
    ['no way to the service', coded('ENOTFOUND')],
    ['a closed port', coded('ECONNREFUSED')],
  ])('is sure that nothing was sent at %s', async (_, error) => {
    sns.on(PublishCommand).rejects(error);
    await expect(carrier.send(message)).rejects.toBeInstanceOf(CarrierRefused);
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
    expect(error).toEqual(new CarrierRefused('SNS refused message esc1: InvalidParameterException, *** is not valid'));
    expect(error).not.toHaveProperty('cause');
  });

  it('refuses a client that would send again by itself', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    const eager = createSnsCarrier({ client: new SNSClient({ region: 'eu-west-1' }) });
    await expect(eager.send(message)).rejects.toThrow('build it with maxAttempts: 1');
    expect(sns.calls()).toEqual([]);
  });
});
