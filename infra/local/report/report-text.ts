import Table from 'cli-table3';
import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import type { MeasureName } from '../../../shared/domain/campaign/measure-schema.ts';
import { type PeriodKind, RUNGS } from '../../../shared/domain/campaign/vocabulary.ts';
import { RANKING_NAMES, RUNG_NAMES } from '../../../shared/domain/campaign/words.ts';
import { MEASURE_TABLE } from '../../../shared/domain/measures/measures.ts';
import type { PublishedLeague, PublishedRanking } from '../../../shared/stores/ranking-book.ts';
import type { CampaignReport } from './campaign-report.ts';

const STATUS_NAMES: Readonly<Record<string, Bilingual>> = {
  recorded: { zh: '待派遣', en: 'in the pool' },
  dispatched: { zh: '办理中', en: 'in hand' },
  returned: { zh: '已回退', en: 'returned' },
  rectified: { zh: '待核查', en: 'to verify' },
  parked: { zh: '挂账', en: 'parked' },
  closed: { zh: '已销号', en: 'closed' },
  merged: { zh: '已合并', en: 'merged' },
  voided: { zh: '已作废', en: 'void' },
};

const MESSAGE_NAMES: Readonly<Record<string, Bilingual>> = {
  sending: { zh: '发送中', en: 'sending' },
  'handed-over': { zh: '已交网关', en: 'handed over' },
  sent: { zh: '已发出', en: 'sent' },
  delivered: { zh: '已送达', en: 'delivered' },
  failed: { zh: '未送达', en: 'not delivered' },
  unknown: { zh: '结果不明', en: 'unknown' },
  refused: { zh: '运营商拒收', en: 'refused' },
};

const VERDICTS: Readonly<Record<string, Bilingual>> = {
  met: { zh: '达标', en: 'met' },
  basicallyMet: { zh: '基本达标', en: 'basically met' },
  notMet: { zh: '未达标', en: 'not met' },
};

/** The gravest first. */
const PROPOSALS = [
  'removal',
  'accountability',
  'transfer',
  'noticeOfCriticism',
  'interview',
  'yellowCard',
  'selfCriticism',
  'specialReport',
] as const;

/** What a clerk asks for first; the others stand in the archive. */
const SHOWN: readonly PeriodKind[] = ['weekly', 'monthly'];

type Say = (text: Bilingual) => string;

/** So many of each league are shown, from the top; the last three are always among them. */
const TOP = 3;
const BOTTOM = 3;

function ranked({ entries }: PublishedLeague, say: Say): string[][] {
  const row = ({ rank, name, scoreText, measures, vetoes }: PublishedLeague['entries'][number]) => {
    const [first] = Object.values(measures);
    const shown = vetoes.length > 0 ? say({ zh: `${name}（一票否决）`, en: `${name} (veto)` }) : name;
    return [String(rank), shown, scoreText, first ? `${first.numerator}/${first.denominator}` : ''];
  };
  if (entries.length <= TOP + BOTTOM + 1) return entries.map(row);
  return [...entries.slice(0, TOP).map(row), ['…', '', '', ''], ...entries.slice(-BOTTOM).map(row)];
}

/** Lines between leagues only, so that a league reads as a block. */
const CHARS = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

function unrankedText({ unranked }: PublishedLeague, say: Say): string {
  const [first] = unranked;
  const why = first
    ? say({ zh: `，如${first.name}：${first.reason}`, en: `, such as ${first.name}: ${first.reasonEn}` })
    : '';
  return say({ zh: `（${unranked.length} 个单位未参加排名${why}）`, en: `(${unranked.length} not ranked${why})` });
}

function leagueText(league: PublishedLeague, measure: string, say: Say): string {
  const head = [
    say({ zh: '名次', en: 'rank' }),
    say({ zh: '单位', en: 'unit' }),
    say({ zh: '得分', en: 'score' }),
    measure,
  ];
  const table = new Table({ head, chars: CHARS, style: { head: [], border: [], compact: true } });
  table.push(...ranked(league, say));
  const left = league.unranked.length > 0 ? [unrankedText(league, say)] : [];
  return [`${league.name}`, ...(league.entries.length > 0 ? [table.toString()] : []), ...left].join('\n');
}

function rankingText(ranking: PublishedRanking, say: Say): string {
  const key =
    ranking.leagues.flatMap(({ entries }) => entries.flatMap(({ measures }) => Object.keys(measures)))[0] ?? '';
  const measure = MEASURE_TABLE[(/^\w+/.exec(key)?.[0] ?? '') as MeasureName];
  const title = measure ? say(measure.title) : '';
  return [
    `${say(RANKING_NAMES[ranking.kind])} ${ranking.period}`,
    ...ranking.leagues.map((league) => leagueText(league, title, say)),
  ].join('\n');
}

const counts = (
  byKey: Readonly<Record<string, number | undefined>>,
  names: Readonly<Record<string, Bilingual>>,
  say: Say,
): string =>
  Object.keys(names)
    .filter((key) => byKey[key])
    .map((key) => `${say(names[key] ?? { zh: key, en: key })} ${byKey[key]}`)
    .join(say({ zh: '，', en: ', ' }));

function phaseText({ phases }: CampaignReport, say: Say): string {
  const lines = phases.flatMap(({ name, starts, ends, gates }) => [
    `  ${say(name)}  ${starts} — ${ends}`,
    ...gates.map(({ met, summary }) => `    ${met === undefined ? '·' : met ? '✔' : '✘'} ${say(summary)}`),
  ]);
  return [say({ zh: '阶段与节点目标', en: 'Phases and gates' }), ...lines].join('\n');
}

function numbersText(report: CampaignReport, say: Say): string {
  const { inspections, problems, escalations, messages, tasks } = report;
  const byRung = Object.fromEntries(RUNGS.map((rung) => [rung, escalations.byRung[rung]]));
  return [
    say({
      zh: `检查 ${inspections} 次，问题 ${problems.total} 件（`,
      en: `${inspections} inspections, ${problems.total} problems (`,
    }) +
      counts(problems.byStatus, STATUS_NAMES, say) +
      say({
        zh: `），超期销号 ${problems.closedLate}，现超期 ${problems.overdueNow}，反弹 ${problems.relapses}`,
        en: `), closed late ${problems.closedLate}, overdue now ${problems.overdueNow}, relapses ${problems.relapses}`,
      }),
    say({
      zh: `任务到期 ${tasks.due} 项次，逾期 ${tasks.late.length} 项次`,
      en: `${tasks.due} tasks due, ${tasks.late.length} late`,
    }),
    say({ zh: `督办阶梯 ${escalations.total} 次：`, en: `Ladder, ${escalations.total} rungs: ` }) +
      counts(byRung, RUNG_NAMES, say),
    say({
      zh: `短信 ${messages.total} 条，计 ${messages.parts} 段：`,
      en: `SMS ${messages.total}, ${messages.parts} parts: `,
    }) + counts(messages.byState, MESSAGE_NAMES, say),
  ].join('\n');
}

/** Grouped by what is proposed, the gravest first, since a hundred days bring many. */
function proposalText({ proposals }: CampaignReport, say: Say): string {
  const pending = proposals.filter(({ decision }) => decision === 'pending');
  const groups = PROPOSALS.map((name) => pending.filter(({ propose }) => propose === name)).filter(
    (group) => group.length > 0,
  );
  const lines = groups.map((group) => {
    const last = group.at(-1);
    return `  ${String(group.length).padStart(4)}  ${last ? say(last.summary) : ''}${group.length > 1 ? say({ zh: ' 等', en: ', …' }) : ''}`;
  });
  const head = say({
    zh: `待签批的问责建议 ${pending.length} 项`,
    en: `${pending.length} proposals wait for a named person`,
  });
  return [head, ...lines].join('\n');
}

/** The report of one campaign as a person reads it. */
export function reportText(report: CampaignReport, say: Say): string {
  const { verdict } = report;
  const verdictLine = verdict
    ? [
        `${verdict.standard}${say({ zh: '：', en: ': ' })}${verdict.earned.toFixed(1)} / ${verdict.total}${verdict.verdict ? say({ zh: '，', en: ', ' }) + say(VERDICTS[verdict.verdict] ?? { zh: verdict.verdict, en: verdict.verdict }) : ''}`,
      ]
    : [];
  return [
    `━━ ${report.campaign.name}`,
    phaseText(report, say),
    numbersText(report, say),
    ...verdictLine,
    ...SHOWN.flatMap((kind) => report.rankings[kind] ?? []).map((ranking) => rankingText(ranking, say)),
    proposalText(report, say),
  ].join('\n\n');
}
