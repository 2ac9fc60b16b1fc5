import { CampaignError } from '../../shared/domain/campaign/campaign-problem.ts';
import { REFUSALS, Refused } from '../../shared/domain/problem/refusals.ts';
import { ConditionFailed, InvalidCursor } from '../../shared/ports.ts';
import { UnknownCampaign } from '../../shared/stores/campaign-context.ts';
import { Fault, type FaultCode, type FaultDetail } from './fault.ts';

/** An error as a caller sees it. */
export interface PublicError {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  readonly messageEn: string;
  readonly details?: readonly FaultDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

const FAULT_STATUS: Readonly<Record<FaultCode, number>> = {
  'invalid-request': 400,
  'malformed-json': 400,
  unauthenticated: 401,
  'wrong-role': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable-now': 409,
  'link-expired': 410,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'too-many-attempts': 429,
};

/** One line of the table: how errors of a class are told to the caller. */
export interface ErrorRow {
  readonly of: (error: unknown) => PublicError | undefined;
}

type ErrorClass<Kind extends Error> = abstract new (...args: never[]) => Kind;

/** A line for one error class. */
export const row = <Kind extends Error>(kind: ErrorClass<Kind>, tell: (error: Kind) => PublicError): ErrorRow => ({
  of: (error) => (error instanceof kind ? tell(error) : undefined),
});

/** What another unit has in hand must look as if it were not there. */
const HIDDEN = new Set<Refused['reason']>(['unknown-problem', 'not-your-problem']);
const UNKNOWN_PROBLEM = REFUSALS['unknown-problem'];

/** The errors every function may meet; a function adds rows for its own. */
export const ERROR_TABLE: readonly ErrorRow[] = [
  row(Fault, (fault) => ({
    status: FAULT_STATUS[fault.code],
    error: fault.code,
    message: fault.zh,
    messageEn: fault.message,
    headers: fault.headers,
    ...(fault.details && { details: fault.details }),
  })),
  row(Refused, (refused) =>
    HIDDEN.has(refused.reason)
      ? { status: 404, error: 'not-found', message: UNKNOWN_PROBLEM[0], messageEn: UNKNOWN_PROBLEM[1] }
      : { status: 409, error: refused.reason, message: refused.zh, messageEn: refused.message },
  ),
  row(UnknownCampaign, (error) => ({
    status: 404,
    error: 'not-found',
    message: '没有这个专项行动，请从专项行动列表中核对编号',
    messageEn: error.message,
  })),
  row(CampaignError, ({ problems }) => ({
    status: 422,
    error: 'invalid-campaign',
    message: `专项行动配置有 ${problems.length} 处要改，详见 details`,
    messageEn: `${problems.length} things to put right in the campaign; see details`,
    details: problems,
  })),
  row(ConditionFailed, () => ({
    status: 409,
    error: 'changed-meanwhile',
    message: '数据刚被他人修改，请刷新后重试',
    messageEn: 'somebody else changed this meanwhile; load it again and retry',
  })),
  row(InvalidCursor, (error) => ({
    status: 400,
    error: 'invalid-request',
    message: '翻页标记无效，请从第一页重新开始',
    messageEn: error.message,
  })),
];

/** Tells an error to the caller by the first row that knows it; anything unknown says nothing but the request's id. */
export function publicError(error: unknown, rows: readonly ErrorRow[], requestId: string): PublicError {
  for (const candidate of rows) {
    const told = candidate.of(error);
    if (told) return told;
  }
  return {
    status: 500,
    error: 'internal',
    message: `系统内部错误，请把编号 ${requestId} 告诉管理员`,
    messageEn: `an internal error; give the request id ${requestId} to whoever runs this system`,
  };
}
