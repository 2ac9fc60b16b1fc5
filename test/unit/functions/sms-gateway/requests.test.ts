import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aliyun } from '../../../../functions/sms-gateway/aliyun.ts';
import { signAliyun } from '../../../../functions/sms-gateway/sign.ts';
import { tencent } from '../../../../functions/sms-gateway/tencent.ts';

const AT = '2026-03-05T03:30:00.000Z';
const key = { id: 'test-key', secret: 'test-secret' };
const sms = {
  reference: 's2b/SMS_1',
  to: '+8613800000101',
  template: 'T-7',
  params: [
    { name: 'unit', value: "城东 (街道)*'" },
    { name: 'code', value: 'x_1' },
  ],
};

/** The documented steps once more, as shell tools would do them: `printf … | openssl dgst`. */
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const mac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text, 'utf8').digest();

describe('the request to Aliyun', () => {
  it('bears the signature that the provider documents for its fixed example', () => {
    const call = {
      endpoint: 'https://ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      date: '2023-10-26T10:22:32Z',
      nonce: '3156853299f313e23d1673dc12e1703d',
    };
    const { headers } = signAliyun(call, { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' });
    expect(headers.authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,' +
        'SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,' +
        'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });
  it('sends the template with its values by name, signed over what is sent', () => {
    const { url, headers, body } = aliyun({ key, signName: '县创卫办' }).request(sms, AT, 'nonce-1');
    const { host, searchParams, search } = new URL(url);
    expect(host).toBe('dysmsapi.aliyuncs.com');
    expect(Object.fromEntries(searchParams)).toEqual({
      OutId: 's2b/SMS_1',
      PhoneNumbers: '13800000101',
      SignName: '县创卫办',
      TemplateCode: 'T-7',
      TemplateParam: JSON.stringify({ unit: "城东 (街道)*'", code: 'x_1' }),
    });
    expect(search).not.toMatch(/[+*'()]/);
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const canonical = `POST
/
${search.slice(1)}
host:dysmsapi.aliyuncs.com
x-acs-action:SendSms
x-acs-content-sha256:${empty}
x-acs-date:2026-03-05T03:30:00Z
x-acs-signature-nonce:nonce-1
x-acs-version:2017-05-25

host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version
${empty}`;
    const signature = mac('test-secret', `ACS3-HMAC-SHA256\n${sha(canonical)}`).toString('hex');
    expect(headers.authorization?.split('Signature=')[1]).toBe(signature);
    expect([body, headers['x-acs-content-sha256']]).toEqual(['', empty]);
    expect(JSON.stringify([url, headers])).not.toContain('test-secret');
  });
});

describe('the request to Tencent', () => {
  const provider = tencent({ key, signName: '县创卫办', appId: '1400000000', region: 'ap-guangzhou' });
  it('sends the values of the template in their order, signed with a key of the day', () => {
    const { url, headers, body } = provider.request(sms, AT, 'unused');
    expect(url).toBe('https://sms.tencentcloudapi.com/');
    expect(JSON.parse(body)).toEqual({
      PhoneNumberSet: ['+8613800000101'],
      SmsSdkAppId: '1400000000',
      SignName: '县创卫办',
      TemplateId: 'T-7',
      TemplateParamSet: ["城东 (街道)*'", 'x_1'],
      SessionContext: 's2b/SMS_1',
    });
    const canonical = `POST
/

content-type:application/json; charset=utf-8
host:sms.tencentcloudapi.com
x-tc-action:sendsms

content-type;host;x-tc-action
${sha(body)}`;
    const toSign = `TC3-HMAC-SHA256\n1772681400\n2026-03-05/sms/tc3_request\n${sha(canonical)}`;
    const signing = mac(mac(mac('TC3test-secret', '2026-03-05'), 'sms'), 'tc3_request');
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      host: 'sms.tencentcloudapi.com',
      'x-tc-action': 'SendSms',
      'x-tc-version': '2021-01-11',
      'x-tc-region': 'ap-guangzhou',
      'x-tc-timestamp': '1772681400',
      authorization:
        'TC3-HMAC-SHA256 Credential=test-key/2026-03-05/sms/tc3_request, ' +
        `SignedHeaders=content-type;host;x-tc-action, Signature=${mac(signing, toSign).toString('hex')}`,
    });
  });
  it('gives a number without country code the one of the mainland', () => {
    const { body } = provider.request({ ...sms, to: '13800000101' }, AT, 'unused');
    expect(JSON.parse(body)).toMatchObject({ PhoneNumberSet: ['+8613800000101'] });
  });
});

describe('the answers of the gateways', () => {
  const ali = aliyun({ key, signName: '县创卫办' });
  const ten = tencent({ key, signName: '县创卫办', appId: '1', region: 'ap-guangzhou' });
  const tenStatus = (Code: string, SerialNo = '') =>
    JSON.stringify({
      Response: { SendStatusSet: [{ Code, SerialNo, Fee: 1, PhoneNumber: '+86138' }], RequestId: 'r' },
    });
  const tenError = (Code: string) => JSON.stringify({ Response: { Error: { Code, Message: 'm' }, RequestId: 'r' } });
  const aliCode = (Code: string) => JSON.stringify({ Message: 'm', RequestId: 'r', Code });

  it('are accepted with the id that receipts name', () => {
    const body = '{"Message":"OK","RequestId":"F655A8D5","Code":"OK","BizId":"9006197469364984^0"}';
    expect(ali.read(body)).toEqual({ kind: 'accepted', carrierId: '9006197469364984^0' });
    expect(ten.read(tenStatus('Ok', '5000:1045'))).toEqual({ kind: 'accepted', carrierId: '5000:1045' });
  });
  it.each([
    ['isv.BUSINESS_LIMIT_CONTROL', 'quota'],
    ['isv.AMOUNT_NOT_ENOUGH', 'spend-limit'],
    ['isv.BLACK_KEY_CONTROL_LIMIT', 'opted-out'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'number'],
    ['isv.SMS_TEMPLATE_ILLEGAL', 'template'],
    ['SignatureDoesNotMatch', 'access'],
    ['isp.RAM_PERMISSION_DENY', 'access'],
    ['BUSINESS_LIMIT_CONTROL_PHONE', 'quota'],
    ['InvalidVersion', 'other'],
    ['isv.SOMETHING_NEW', 'other'],
  ])('are refusals of Aliyun by code: %s is %s', (code, refusal) => {
    expect(ali.read(aliCode(code))).toEqual({ kind: 'refused', code, refusal });
  });
  it.each([
    ['LimitExceeded.PhoneNumberDailyLimit', 'quota'],
    ['FailedOperation.InsufficientBalanceInSmsPackage', 'spend-limit'],
    ['FailedOperation.PhoneNumberInBlacklist', 'opted-out'],
    ['InvalidParameterValue.IncorrectPhoneNumber', 'number'],
    ['FailedOperation.TemplateIncorrectOrUnapproved', 'template'],
    ['AuthFailure.SignatureFailure', 'access'],
    ['UnsupportedOperation', 'other'],
    ['FailedOperation.ContainSensitiveWord', 'other'],
  ])('are refusals of Tencent by code: %s is %s', (code, refusal) => {
    const refused = { kind: 'refused', code, refusal };
    expect([ten.read(tenStatus(code)), ten.read(tenError(code))]).toEqual([refused, refused]);
  });
  it('are busy where too much was asked at once', () => {
    expect(ali.read(aliCode('Throttling.User'))).toEqual({ kind: 'busy', code: 'Throttling.User' });
    expect(ten.read(tenError('RequestLimitExceeded'))).toEqual({ kind: 'busy', code: 'RequestLimitExceeded' });
  });
  it.each([
    'InternalError',
    'UnknownError',
    'ServiceUnavailable',
    'SignatureNonceUsed',
    'isp.SYSTEM_ERROR',
    'isp.GATEWAY_ERROR',
    'isp.UNKNOWN',
    'SomethingNew',
  ])('of Aliyun are in doubt where the platform failed: %s', (code) => {
    expect(ali.read(aliCode(code))).toEqual({ kind: 'unknown', reason: code });
  });
  it.each([
    'InternalError',
    'InternalError.OtherError',
    'InternalError.ParseBackendResponseFail',
    'InternalError.RequestTimeException',
    'InternalError.SendAndRecvFail',
    'InternalError.Timeout',
    'InternalError.UnknownError',
    'FailedOperation',
    'FailedOperation.OtherError',
    'ResponseSizeLimitExceeded',
    'ServiceUnavailable',
    'SomethingNew',
  ])('of Tencent are in doubt where the platform failed: %s', (code) => {
    const doubt = { kind: 'unknown', reason: code };
    expect([ten.read(tenStatus(code)), ten.read(tenError(code))]).toEqual([doubt, doubt]);
  });
  it.each(['<html>502</html>', '{}', '{"Code":"OK"}', '{"Response":{"SendStatusSet":[]}}'])(
    'leave the outcome open where they are none: %s',
    (body) => {
      expect(() => ali.read(body)).toThrow();
      expect(() => ten.read(body)).toThrow();
    },
  );
});
