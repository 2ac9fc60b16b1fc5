import type { Bilingual } from '../bilingual.ts';
import type { AccountabilityRule } from '../campaign/ranking-schema.ts';
import { RANKING_NAMES, ROLE_NAMES } from '../campaign/words.ts';
import type { Threshold } from './counters.ts';

type Proposable = AccountabilityRule['propose'];

/** What is proposed, as it stands in a document. */
export const PROPOSED: Readonly<Record<Proposable, Bilingual>> = {
  selfCriticism: { zh: '口头检讨', en: 'oral self-criticism' },
  interview: { zh: '约谈', en: 'interview' },
  noticeOfCriticism: { zh: '通报批评', en: 'notice of criticism' },
  accountability: { zh: '启动问责', en: 'accountability procedure' },
  removal: { zh: '免职', en: 'removal from office' },
  yellowCard: { zh: '黄牌警告', en: 'yellow card' },
  specialReport: { zh: '专报上级部门', en: 'special report to the superior department' },
  transfer: { zh: '移交纪检监察机关', en: 'transfer to the discipline body' },
};

function occasionWords(occasion: AccountabilityRule['occasion']): Bilingual {
  if ('flag' in occasion) return { zh: '挂黄旗', en: 'given a yellow flag' };
  if ('veto' in occasion) return { zh: '被一票否决', en: 'vetoed' };
  return { zh: `居后 ${occasion.bottom} 名`, en: `among the last ${occasion.bottom}` };
}

/** Why a proposal is made, in one sentence: who, how often, what is proposed and for whom. */
export function describeProposal(
  { occasion, period, propose, for: roles }: Pick<AccountabilityRule, 'occasion' | 'period' | 'propose' | 'for'>,
  unitName: string,
  threshold: Threshold,
): Bilingual {
  const how = occasionWords(occasion);
  const ranking = RANKING_NAMES[period];
  const isOne = 'consecutive' in threshold && threshold.consecutive === 1;
  const [zh, en] =
    'consecutive' in threshold
      ? isOne
        ? ['', 'in one']
        : [`连续 ${threshold.consecutive} 次`, `in ${threshold.consecutive} consecutive`]
      : [
          `近 ${threshold.within} 次中有 ${threshold.cumulative} 次`,
          `in ${threshold.cumulative} of the last ${threshold.within}`,
        ];
  const zhRoles = roles.map((role) => ROLE_NAMES[role].zh).join('、');
  const enRoles = roles.map((role) => ROLE_NAMES[role].en).join(', ');
  return {
    zh: `${unitName}${zh}${ranking.zh}${how.zh}，建议：${PROPOSED[propose].zh}（${zhRoles}）`,
    en: `${unitName} was ${how.en} ${en} ${ranking.en}${isOne ? '' : 's'}; proposed: ${PROPOSED[propose].en} (${enRoles})`,
  };
}
