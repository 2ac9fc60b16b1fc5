import { AuthorizationErrorException, KMSThrottlingException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSnsTopicCarrier } from '../../../shared/adapters/sns-topic-carrier.ts';
import { CarrierBusy, CarrierRefused } from '../../../shared/ports.ts';

const sns = mockClient(SNSClient);
const topicArn = 'arn:aws-cn:sns:cn-north-1:111122223333:escalations';
const client = new SNSClient({ region: 'cn-north-1', maxAttempts: 1 });
const carrier = createSnsTopicCarrier({ client, topicArn });
const at = '2026-03-05T03:30:00.000Z';
const attributes = { campaign: 's2b', league: 'streets', rung: 'urge', unit: 'street-east' };
const message = { id: 'SMS_1', at, to: '13800000101', text: '【县创卫办】催办', attributes, params: { count: '1' } };
const answer = (text: string) => ({ message: text, $metadata: { httpStatusCode: 400 } });

beforeEach(() => sns.reset());

describe('createSnsTopicCarrier', () => {
  it('publishes the message with what subscribers filter by', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    expect(await carrier.send(message)).toEqual({ carrierId: 'm-1', passedTo: 'others' });
    const { Message, ...rest } = sns.commandCalls(PublishCommand)[0]?.args[0].input ?? {};
    expect(rest).toEqual({
      TopicArn: topicArn,
      MessageAttributes: {
        campaign: { DataType: 'String', StringValue: 's2b' },
        league: { DataType: 'String', StringValue: 'streets' },
        rung: { DataType: 'String', StringValue: 'urge' },
        unit: { DataType: 'String', StringValue: 'street-east' },
      },
    });
    expect(JSON.parse(Message ?? '')).toEqual({
      id: 'SMS_1',
      at,
      to: '13800000101',
      text: '【县创卫办】催办',
      ...attributes,
      params: { count: '1' },
    });
  });
  it('says whether the gateway of the stage is among those who take it', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
    const passedTo = async (gateway: object) =>
      (await createSnsTopicCarrier({ client, topicArn, gateway }).send(message)).passedTo;
    expect(await passedTo({})).toBe('gateway');
    expect(await passedTo({ rung: ['remind', 'urge'], unit: ['street-east'] })).toBe('gateway');
    expect(await passedTo({ rung: ['remind', 'urge'], unit: ['street-west'] })).toBe('others');
  });
  it('tells a refusal, a busy service and an unknown outcome apart', async () => {
    sns.on(PublishCommand).rejects(new AuthorizationErrorException(answer('no')));
    await expect(carrier.send(message)).rejects.toBeInstanceOf(CarrierRefused);
    sns.on(PublishCommand).rejects(new KMSThrottlingException(answer('slow')));
    await expect(carrier.send(message)).rejects.toBeInstanceOf(CarrierBusy);
    const broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    sns.on(PublishCommand).rejects(broken);
    await expect(carrier.send(message)).rejects.toBe(broken);
  });
  it('publishes nothing that no subscriber could choose', async () => {
    const { id, to, text } = message;
    await expect(carrier.send({ id, at, to, text })).rejects.toThrow('bears no attributes');
    expect(sns.calls()).toEqual([]);
  });
});
