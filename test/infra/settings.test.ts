import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSettings } from '../../infra/cdk-settings.ts';
import { propertiesOf, stageApp, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const read = (context: Readonly<Record<string, unknown>>) => readSettings(stageApp(context).node);

function inFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'stage.json');
  writeFileSync(path, text);
  return path;
}

const GATEWAY = {
  sms: 'aliyun',
  smsSecret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:sms-AbCdEf',
  smsSignName: '县创卫办',
  smsTemplates: '{"default":{"id":"SMS_1","params":[{"name":"dw","value":"unit"}]}}',
};

describe('the settings of a stage', () => {
  it('need none, and then make a stage to try things out, whose SMS go to numbers', () => {
    expect(read({})).toMatchObject({ stage: 'dev', throwaway: true, sms: 'numbers' });
  });
  it('come from a file, below what the command line says', () => {
    const settings = inFile('{"stage": "prod", "photoDays": 100, "lockDays": 30}');
    expect(read({ settings, photoDays: '200' })).toMatchObject({ stage: 'prod', photoDays: 200, lockDays: 30 });
  });
  it('keep photos for the longest campaign there can be and as long as its bulletins are locked, if they don’t say', () => {
    expect(read({})).toMatchObject({ photoDays: 1100 + 1095 });
    expect(read({ lockDays: '400' })).toMatchObject({ photoDays: 1100 + 400 });
  });
  it('are data in a file and JSON on the command line', () => {
    expect(read(GATEWAY)).toMatchObject({ smsTemplates: { default: { id: 'SMS_1' } } });
    const settings = inFile(JSON.stringify({ ...GATEWAY, smsFilter: { rung: ['refer'] } }));
    expect(read({ settings })).toMatchObject({ smsFilter: { rung: ['refer'] } });
  });
  it.each([
    [{ stage: 'Prod' }, 'a stage is 1 to 12 lower-case letters and digits'],
    [{ sms: 'pigeon' }, /sms/],
    [{ smsSecret: GATEWAY.smsSecret }, 'sms=numbers makes no use of smsSecret; leave that out, or name another sms'],
    [{ ...GATEWAY, smsSecret: 'sms' }, 'give the whole ARN of the secret, with the six characters at its end'],
    [{ ...GATEWAY, smsSignName: '【县创卫办】' }, 'a signature is 2 to 16 characters without 【】'],
    [{ ...GATEWAY, smsTemplates: 'SMS_1' }, 'write JSON, such as {"default"'],
    [{ ...GATEWAY, smsTemplates: '{}' }, 'name a template for each rung, or one as default'],
    [{ ...GATEWAY, smsFilter: '{"phone":["1"]}' }, /smsFilter/],
    [{ ...GATEWAY, smsFilter: '{"unit":[{"prefix":"street-"}]}' }, /smsFilter/],
    [{ ...GATEWAY, sms: 'tencent' }, /smsSdkAppId/],
    [{ ...GATEWAY, smsSdkAppId: '1' }, 'sms=aliyun makes no use of smsSdkAppId'],
    [{ smsSenderId: 'twelve chars' }, 'a sender id is 1 to 11 letters and digits'],
    [{ webOrigins: 'https://console.example.org/' }, 'an origin is scheme and host alone'],
    [{ webOrigins: '*' }, 'an origin is scheme and host alone'],
    [{ settings: '/nowhere.json' }, 'the settings file /nowhere.json cannot be read'],
  ])('that do not fit are refused with what to do: %j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });
  it('in a file that names what is no setting are refused with all there are', () => {
    const settings = inFile('{"photosDays": 100}');
    expect(() => read({ settings })).toThrow(/has photosDays, which is no setting; there are stage, .*photoDays/);
    expect(() => read({ settings: inFile('[]') })).toThrow('it is no JSON object');
  });
});

describe('the delivery of escalations', () => {
  const variables = ({ serviceTemplate }: ReturnType<typeof synthesise>) =>
    propertiesOf(serviceTemplate, 'AWS::Lambda::Function').find(
      ({ Description }) => Description === 'Sends what the outboxes release',
    ).Environment.Variables;

  it('sends to numbers, as the stage says who it is', () => {
    const { TABLE_NAME: _, ...none } = variables(synthesise('prod'));
    expect(none).toEqual({});
    const told = synthesiseWith({ smsSenderId: 'YUNLING', smsEntityId: '110', smsTemplateId: '120' });
    expect(variables(told)).toMatchObject({ SMS_SENDER_ID: 'YUNLING', SMS_ENTITY_ID: '110', SMS_TEMPLATE_ID: '120' });
    expect(propertiesOf(told.serviceTemplate, 'AWS::SNS::Topic')).toEqual([]);
  });
  it.each([
    ['a gateway', synthesise('gateway')],
    ['subscribers', synthesiseWith({ sms: 'topic' })],
  ])('publishes to the topic where %s takes them from there', (_, stage) => {
    const [id] = Object.keys(stage.serviceTemplate.findResources('AWS::SNS::Topic'));
    expect(variables(stage).ESCALATION_TOPIC_ARN).toEqual({ Ref: id });
  });
});
