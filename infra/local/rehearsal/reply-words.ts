import type { ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import type { Fate } from './fate.ts';

const NOTES = [
  '已安排人员到场整改，现场清理完毕。',
  '已整改到位，明确专人日常巡查。',
  '已督促责任人当场整改。',
  '已完成整改，并对周边同类问题一并排查。',
  '已维修恢复，现场已验收。',
  '已清理并劝导当事人，后续加强巡查。',
] as const;
const BY_METHOD: Readonly<Record<string, string>> = {
  self: '当事人已自行拆除，建筑垃圾已清运。',
  assisted: '已组织人员协助拆除，现场已平整。',
  forced: '经依法公告后强制拆除，现场已清场。',
};

/** What a unit writes when it reports that something has been put right. */
export function noteFor(state: ProblemState, method: string | undefined, fate: Fate): string {
  const again = (state.lives.at(-1)?.reworksAt.length ?? 0) > 0 ? '已返工：' : '';
  const text = (method && BY_METHOD[method]) ?? NOTES[Math.floor(fate.methodRoll * NOTES.length)] ?? NOTES[0];
  return again + text;
}
