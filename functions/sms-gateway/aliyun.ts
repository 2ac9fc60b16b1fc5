import * as z from 'zod';
import type { Refusal } from '../../shared/ports.ts';
import { noOf, type Provider } from './provider.ts';
import { type AccessKey, signAliyun } from './sign.ts';

const ENDPOINT = 'https://dysmsapi.aliyuncs.com';

/** Turned away for too many requests at once, before anybody looked at the SMS. */
const BUSY = [/^Throttling/];

/**
 * Codes of a request that was found wrong before it was worked on: those of the caller's own mistakes (`isv.`), of its
 * limits and of its rights. Not among them is a nonce that was used: it says that the same request came before.
 */
const REJECTED = [
  /^(isv\.|BUSINESS_LIMIT|isp\.RAM_PERMISSION_DENY$)/,
  /^(SignatureDoesNotMatch|IncompleteSignature|Invalid|Missing|Unsupported|Forbidden|NoPermission)/,
];

const KINDS: ReadonlyArray<readonly [RegExp, Refusal]> = [
  [/BLACK_KEY|BLACKLIST|UNSUBSCRIBE/, 'opted-out'],
  [/AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE|ACCOUNT_ABNORMAL/, 'spend-limit'],
  [/LIMIT_CONTROL|DAY_LIMIT|QUOTA/, 'quota'],
  [/MOBILE/, 'number'],
  [/TEMPLATE|SIGN|PARAM/, 'template'],
  [/^(Signature|IncompleteSignature|InvalidAccessKey|InvalidTimeStamp|Forbidden|NoPermission|isp\.RAM)/, 'access'],
];

const answerSchema = z.object({ Code: z.string().min(1), BizId: z.string().optional() });

const no = noOf({ busy: BUSY, rejected: REJECTED, kinds: KINDS });

/** Aliyun SMS (dysmsapi, SendSms of 2017-05-25). */
export function aliyun(options: {
  readonly key: AccessKey;
  readonly signName: string;
  readonly endpoint?: string | undefined;
}): Provider {
  const { key, signName, endpoint = ENDPOINT } = options;
  return {
    request({ reference, to, template, params }, at, nonce) {
      const values = Object.fromEntries(params.map(({ name, value }) => [name, value]));
      const query = {
        PhoneNumbers: to.replace(/^\+86/, ''),
        SignName: signName,
        TemplateCode: template,
        TemplateParam: JSON.stringify(values),
        OutId: reference,
      };
      const date = `${at.slice(0, 19)}Z`;
      return signAliyun({ endpoint, action: 'SendSms', version: '2017-05-25', query, date, nonce }, key);
    },
    read(body) {
      const { Code, BizId } = answerSchema.parse(JSON.parse(body));
      if (Code !== 'OK') return no(Code);
      if (BizId === undefined) throw new Error('the gateway answered OK without a BizId');
      return { kind: 'accepted', carrierId: BizId };
    },
  };
}
