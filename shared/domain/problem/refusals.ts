/** Why a command was refused: one sentence each, used by the error, the log and the tests. */
export const REFUSALS = {
  'unknown-problem': ['台账中没有这一问题，请核对编号', 'no such problem in the ledger; check its id'],
  'already-recorded': ['该问题已登记', 'the problem is already recorded'],
  'not-waiting-for-dispatch': [
    '该问题不在待派遣状态，只有待派遣的问题才能派遣',
    'the problem does not wait for dispatch',
  ],
  'not-with-a-unit': ['该问题目前不在责任单位办理中', 'the problem is not in a unit’s hands now'],
  'not-your-problem': ['该问题不由本单位负责', 'another unit is responsible for this problem'],
  'already-acknowledged': ['该问题已签收', 'the problem is already acknowledged'],
  'not-returned': ['该问题未被回退，不能改派', 'the problem was not returned, so it cannot be reassigned'],
  'unknown-stage': ['没有这一整改阶段', 'the problem has no such stage'],
  'stage-already-done': ['该阶段已完成', 'this stage is already done'],
  'photos-missing': ['整改后照片数量不足', 'too few photos of the place after rectification'],
  'not-waiting-for-verification': ['该问题没有待核查的整改', 'no rectification waits for verification'],
  'verified-by-the-unit-itself': ['整改须由责任单位以外的人员核查', 'someone other than the unit must verify'],
  'extension-once-overdue': [
    '已超过整改期限，不能再申请延期',
    'the deadline has passed, so no extension can be asked for',
  ],
  'too-many-extensions': ['延期次数已用完', 'all extensions are used up'],
  'extension-already-requested': ['已有待批的延期申请', 'an extension request is already waiting'],
  'extension-not-later': ['延期后的期限必须晚于现期限', 'the new deadline must be later than the present one'],
  'deadline-in-the-past': ['新的期限必须晚于现在', 'a new deadline must lie ahead'],
  'no-extension-requested': ['没有待批的延期申请', 'no extension request is waiting'],
  'park-too-long': ['挂账期限超过规定的最长期限', 'parked for longer than the campaign allows'],
  'park-ends-in-the-past': ['挂账截止时间必须晚于现在', 'a parking must end in the future'],
  'not-parked': ['该问题未挂账', 'the problem is not parked'],
  'parking-not-over': ['挂账期限未到', 'the parking has not ended yet'],
  'not-closed': ['该问题尚未销号', 'the problem is not closed'],
  'no-relapse-any-more': ['已超过反弹认定期限，应登记为新问题', 'too late for a relapse; record a new problem'],
  'continued-elsewhere': ['该问题的反弹已登记为另一问题', 'its relapse is recorded as another problem'],
  'merged-into-itself': ['问题不能与自身合并', 'a problem cannot be merged into itself'],
  'already-ended': ['该问题已销号、合并或作废', 'the problem is closed, merged or void'],
  'appeal-only-once': ['每个问题只能申诉一次', 'a problem can be appealed once'],
  'appeal-needs-overdue': ['只有超期销号的问题才能申诉', 'only a problem closed overdue can be appealed'],
  'appeal-too-late': ['已超过申诉期限', 'the time for an appeal has passed'],
  'no-appeal': ['没有待裁定的申诉', 'no appeal waits for a decision'],
  'reason-missing': ['须写明理由', 'a reason is required'],
  'history-full': [
    '该问题的办理记录最多 300 KB，已不能再增加；请核查销号或作废，需要时登记新问题',
    'the history of a problem holds 300 KB, and this would be more; close it by verification or void it, and record a new problem where one is needed',
  ],
  'no-rung-due': ['没有到时的督办', 'no rung is due'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type RefusalReason = keyof typeof REFUSALS;

/** A command that the rules do not allow in the present state; `reason` names the rule, `size` what is too large. */
export class Refused extends Error {
  readonly reason: RefusalReason;
  readonly zh: string;
  constructor(reason: RefusalReason, problem: string, size?: string) {
    const [zh, en] = REFUSALS[reason];
    super(`${problem}${size ? ` (${size})` : ''}: ${en}`);
    this.name = 'Refused';
    this.reason = reason;
    this.zh = `${problem}${size ? `（${size}）` : ''}：${zh}`;
  }
}
