import type { Bilingual } from '../bilingual.ts';

/** Where in the file: keys and list positions from the top. */
export type Path = ReadonlyArray<string | number>;

/** A rule that a campaign file breaks, before its path is written out. */
export interface Finding extends Bilingual {
  readonly path: Path;
}

/** One thing to put right in a campaign file. */
export interface CampaignProblem {
  /** As in `units[3].league`; empty for the file as a whole. */
  readonly path: string;
  /** Chinese. */
  readonly message: string;
  readonly messageEn: string;
  /** Counted from 1, where the place is known. */
  readonly line?: number;
}

/** A finding in one expression. */
export const finding = (path: Path, zh: string, en: string): Finding => ({ path, zh, en });

/** `['units', 3, 'league']` as `units[3].league`. */
export const formatPath = (path: Path): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part)).join('');

/** Thrown with everything that keeps a campaign from starting, not only the first. */
export class CampaignError extends Error {
  readonly problems: readonly CampaignProblem[];
  constructor(problems: readonly CampaignProblem[]) {
    const count = problems.length;
    const head = `活动配置有 ${count} 处要改 ｜ ${count} ${count === 1 ? 'thing' : 'things'} to put right in the campaign file:`;
    super([head, ...problems.map(problemLine)].join('\n'));
    this.name = 'CampaignError';
    this.problems = problems;
  }
}

function problemLine({ path, message, messageEn, line }: CampaignProblem): string {
  const place = path && line !== undefined ? `${path} (第${line}行)` : path;
  return `- ${place}${place ? ': ' : ''}${message} ｜ ${messageEn}`;
}
