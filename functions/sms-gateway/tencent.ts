import * as z from 'zod';
import { toMs } from '../../shared/domain/instant.ts';
import type { Refusal } from '../../shared/ports.ts';
import { noOf, type Provider } from './provider.ts';
import { type AccessKey, signTencent } from './sign.ts';

const ENDPOINT = 'https://sms.tencentcloudapi.com';

/** Too many requests in this second; the caps by number and day are refusals. */
const BUSY = [/^(RequestLimitExceeded|LimitExceeded\.DeliveryFrequencyLimit)/];

/**
 * Codes of a request that was found wrong before it was worked on. A failed operation is one of them where its code names
 * what was wrong; `InternalError` in all its kinds may come from a request to send that timed out behind the gateway.
 */
const REJECTED = [
  /^(AuthFailure|UnauthorizedOperation|InvalidParameter|InvalidAction|InvalidRequest|MissingParameter|UnknownParameter)/,
  /^(LimitExceeded|RequestSizeLimitExceeded|UnsupportedOperation|UnsupportedProtocol|UnsupportedRegion)/,
  /^(ActionOffline|NoSuchProduct|NoSuchVersion|IpInBlacklist|IpNotInWhitelist)/,
  /^FailedOperation\.(ContainSensitiveWord|FailResolvePacket|InsufficientBalanceInSmsPackage|JsonParseFail)/,
  /^FailedOperation\.(MarketingSendTimeConstraint|PhoneNumberInBlacklist|Signature|Template)/,
];

const KINDS: ReadonlyArray<readonly [RegExp, Refusal]> = [
  [/Blacklist|Unsubscribe/i, 'opted-out'],
  [/InsufficientBalance|SmsPackage|AppIdOwe/i, 'spend-limit'],
  [/^LimitExceeded/, 'quota'],
  [/PhoneNumber/, 'number'],
  [/Template|Sign(ature)?(Incorrect|NotApproved|Name)|Parameter/, 'template'],
  [/^(AuthFailure|UnauthorizedOperation)/, 'access'],
];

const statusSchema = z.object({ Code: z.string(), SerialNo: z.string().optional() });
const answerSchema = z.object({
  Response: z.union([
    z.object({ Error: z.object({ Code: z.string() }) }),
    z.object({ SendStatusSet: z.tuple([statusSchema]) }),
  ]),
});

const no = noOf({ busy: BUSY, rejected: REJECTED, kinds: KINDS });

/** Tencent SMS (SendSms of 2021-01-11). */
export function tencent(options: {
  readonly key: AccessKey;
  readonly signName: string;
  readonly appId: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
}): Provider {
  const { key, signName, appId, region, endpoint = ENDPOINT } = options;
  return {
    request({ reference, to, template, params }, at) {
      const body = JSON.stringify({
        PhoneNumberSet: [to.startsWith('+') ? to : `+86${to}`],
        SmsSdkAppId: appId,
        SignName: signName,
        TemplateId: template,
        TemplateParamSet: params.map(({ value }) => value),
        SessionContext: reference,
      });
      const timestamp = Math.floor(toMs(at) / 1000);
      const date = at.slice(0, 10);
      return signTencent({ endpoint, action: 'SendSms', version: '2021-01-11', region, body, timestamp, date }, key);
    },
    read(body) {
      const { Response } = answerSchema.parse(JSON.parse(body));
      if ('Error' in Response) return no(Response.Error.Code);
      const [{ Code, SerialNo }] = Response.SendStatusSet;
      if (Code !== 'Ok') return no(Code);
      if (SerialNo === undefined || SerialNo === '') throw new Error('the gateway answered Ok without a SerialNo');
      return { kind: 'accepted', carrierId: SerialNo };
    },
  };
}
