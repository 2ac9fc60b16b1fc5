import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '../../shared/domain/bad-input.ts';

/** Where commands of the cloud stage work, and as whom. */
export interface Account {
  readonly id: string;
  readonly region: string;
  /** The ARN of whoever the credentials belong to. */
  readonly who: string;
}

const NO_REGION = new BadInput({
  zh: '不知道部署到哪个区域。请设置环境变量 AWS_REGION，例如 AWS_REGION=ap-southeast-1；或用 AWS_PROFILE 指定一个写有 region 的配置。',
  en: 'no region is set; say AWS_REGION=ap-southeast-1, for example, or name a profile that has one by AWS_PROFILE',
});

const NO_CREDENTIALS = new BadInput({
  zh: '没有找到 AWS 凭证。请先登录（aws sso login），用 AWS_PROFILE 指定配置；或设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
  en: 'no AWS credentials were found; sign in (aws sso login) and name the profile by AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
});

const BAD_CREDENTIALS = new BadInput({
  zh: 'AWS 不接受这些凭证：它们已过期或不正确。请重新登录（aws sso login），或更换密钥后再试。',
  en: 'AWS does not take these credentials: they have expired or are wrong; sign in anew (aws sso login) or use others',
});

/** What the names of errors mean to whoever started the command. */
const REASONS: Readonly<Record<string, BadInput>> = {
  CredentialsProviderError: NO_CREDENTIALS,
  TokenProviderError: BAD_CREDENTIALS,
  ExpiredToken: BAD_CREDENTIALS,
  ExpiredTokenException: BAD_CREDENTIALS,
  InvalidClientTokenId: BAD_CREDENTIALS,
  UnrecognizedClientException: BAD_CREDENTIALS,
  SignatureDoesNotMatch: BAD_CREDENTIALS,
};

/** Asks AWS who the credentials of this shell belong to. Throws `BadInput` where they or the region are missing or wrong. */
export async function findAccount(client = new STSClient()): Promise<Account> {
  const region = await regionOf(client);
  try {
    const { Account: id = '', Arn: who = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { id, region, who };
  } catch (error) {
    throw REASONS[error instanceof Error ? error.name : ''] ?? error;
  }
}

async function regionOf({ config }: STSClient): Promise<string> {
  try {
    return await config.region();
  } catch {
    throw NO_REGION;
  }
}
