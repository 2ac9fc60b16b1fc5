import { scoreFindings } from '../../ranking/score-findings.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { Campaign } from '../campaign-schema.ts';
import type { AccountabilityRule, RankingConfig } from '../ranking-schema.ts';
import { check } from './check.ts';

function emptyLeagues({ leagues, units }: Pick<Campaign, 'leagues' | 'units'>): readonly Finding[] {
  const used = new Set(units.map(({ league }) => league));
  return leagues.flatMap(({ id }, index) =>
    used.has(id)
      ? []
      : [
          finding(
            ['leagues', index],
            `组别“${id}”里没有单位，请加入单位或删去`,
            `the league "${id}" has no unit; add one or remove it`,
          ),
        ],
  );
}

const flagsNeedMonths = ({ flags, periods }: RankingConfig): readonly Finding[] =>
  flags.red + flags.yellow === 0 || periods.includes('monthly')
    ? []
    : [
        finding(
          ['ranking', 'flags'],
          '红旗、黄旗按月评定，periods 里要有 monthly',
          'flags are given by the monthly ranking, so "periods" must hold monthly',
        ),
      ];

function ruleCanFire(rule: AccountabilityRule, ranking: RankingConfig, path: Path): readonly Finding[] {
  const findings: Finding[] = [];
  if (!ranking.periods.includes(rule.period)) {
    findings.push(
      finding(
        [...path, 'period'],
        `按 ${rule.period} 排名问责，但排名只有：${ranking.periods.join('、')}`,
        `counts ${rule.period} rankings, but there are only ${ranking.periods.join(', ')}`,
      ),
    );
  }
  if ('flag' in rule.occasion && ranking.flags.yellow === 0) {
    findings.push(
      finding(
        [...path, 'occasion'],
        '以黄旗为由，但 ranking.flags.yellow 为 0，不会有黄旗',
        'counts yellow flags, but ranking.flags.yellow is 0, so there are none',
      ),
    );
  }
  return [...findings, ...countsFitTheirWindow(rule, path)];
}

const countsFitTheirWindow = (rule: AccountabilityRule, path: Path): readonly Finding[] =>
  rule.when.flatMap((when, index) =>
    'consecutive' in when || when.cumulative <= when.within
      ? []
      : [
          finding(
            [...path, 'when', index, 'cumulative'],
            `${when.within} 期里不可能累计 ${when.cumulative} 次`,
            `${when.cumulative} occasions can't come together within ${when.within} rankings`,
          ),
        ],
  );

/** Every league can be ranked, and every accountability rule can fire. */
export const rankingSense = [
  check(['leagues', 'units'], emptyLeagues),
  check(['ranking'], ({ ranking }) => [...scoreFindings(ranking), ...flagsNeedMonths(ranking)]),
  check(['ranking', 'accountability'], ({ ranking, accountability }) =>
    accountability.flatMap((rule, index) => ruleCanFire(rule, ranking, ['accountability', index])),
  ),
];
