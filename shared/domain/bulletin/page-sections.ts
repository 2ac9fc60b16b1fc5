import type { Bulletin, FindingRow, LeagueTable, ProposalRow, RankedRow, RankingSection } from './bulletin.ts';
import { type Html, html, NOTHING } from './html.ts';
import { STATUS_TITLES, twoDecimals } from './words.ts';
import { dateText, daysText, momentText } from './zone-text.ts';

/** 总体情况: each number with its base, window and formula. */
export function numbersSection({ numbers, timeZone }: Bulletin): Html {
  const rows = numbers.map(
    (number) => html`<tr><td>${number.title}</td><td class="n value">${number.text}</td>
<td>${number.basis}<span class="base">${daysText(number.window, timeZone)}；${number.formula}</span></td></tr>
`,
  );
  return html`<table><thead><tr><th>指标</th><th>数值</th><th>基数、统计期与口径</th></tr></thead><tbody>
${rows}</tbody></table>
`;
}

/** 节点目标: measured beside target. */
export function gatesSection({ gates }: Bulletin): Html {
  const rows = gates.map(
    ({
      name,
      on,
      target,
      measured,
      met,
      consequence,
    }) => html`<tr><td>${name}</td><td class="c">${dateText(on)}</td><td class="n">${target}</td>
<td class="n value">${measured ?? '—'}</td><td class="${met ? 'c' : 'c unmet'}">${met ? '达到' : '未达到'}</td><td>${consequence}</td></tr>
`,
  );
  return html`<table><thead><tr><th>节点</th><th>日期</th><th>目标</th><th>实绩</th><th>结果</th><th>处理</th></tr></thead><tbody>
${rows}</tbody></table>
`;
}

function rankedRow({ rank, name, score, cells, remarks }: RankedRow): Html {
  const values = cells.map(
    ({ text, numerator, denominator, excluded }) =>
      html`<td class="n">${text}<span class="base">${twoDecimals(numerator)} ÷ ${twoDecimals(denominator)}${excluded > 0 ? `，未计入${excluded}` : ''}</span></td>`,
  );
  return html`<tr><td class="n">${rank}</td><td class="unit">${name}</td><td class="n value">${score}</td>${values}<td class="remark">${remarks.join('；')}</td></tr>
`;
}

const placings = (list: LeagueTable['bottom']): string =>
  list
    .map(({ name, rank, scoreText, sharedBy }) => {
      const shared = sharedBy.length > 0 ? `；同奖同罚：${sharedBy.join('、')}` : '';
      return `${name}（第${rank}名，${scoreText}分${shared}）`;
    })
    .join('、');

function leagueNotes({ bottom, bottomNote, red, yellow, unranked }: LeagueTable): Html {
  return html`${bottom.length > 0 ? html`<p>排名靠后：${placings(bottom)}。</p>` : NOTHING}${bottomNote ? html`<p class="note">${bottomNote}。</p>` : NOTHING}${red.length > 0 ? html`<p>红旗：${placings(red)}。</p>` : NOTHING}${yellow.length > 0 ? html`<p>黄旗：${placings(yellow)}。</p>` : NOTHING}${unranked.map(({ name, reason }) => html`<p class="note">${name}：${reason}。</p>`)}
`;
}

function leagueTable(table: LeagueTable, { columns }: RankingSection): Html {
  const heads = columns.map(
    ({ title, weight }) =>
      html`<th>${title}${columns.length > 1 ? html`<span class="base">权重${weight}</span>` : NOTHING}</th>`,
  );
  const rows =
    table.rows.length > 0
      ? html`<table><thead><tr><th>名次</th><th>单位</th><th>得分</th>${heads}<th>备注</th></tr></thead><tbody>
${table.rows.map(rankedRow)}</tbody></table>
`
      : html`<p>本期没有单位参加排名。</p>`;
  return html`<h3>${table.name}</h3>
${rows}${leagueNotes(table)}`;
}

const SCORE_NOTE =
  '注：得分为各指标分值的加权平均减去扣分；比率按百分制计分，返工率、延期率、反弹率按100减去比率计分；同分并列。';

/** 排名: a table per league, the bottom named with their values, formulas below. */
export function rankingSection(ranking: RankingSection): Html {
  const formulas = ranking.columns.map(
    ({ title, formula }) => html`<p class="note">${title} = ${formula}。</p>
`,
  );
  return html`${ranking.leagues.map((league) => leagueTable(league, ranking))}<p class="note">${SCORE_NOTE}</p>
${formulas}`;
}

/** 督办情况: rungs taken in the period. */
export function escalationsSection({ escalations }: Bulletin): Html {
  const total = escalations.reduce((sum, { count }) => sum + count, 0);
  return html`<table><thead><tr>${escalations.map(({ title }) => html`<th>${title}</th>`)}<th>合计</th></tr></thead>
<tbody><tr>${escalations.map(({ count }) => html`<td class="n">${count}</td>`)}<td class="n value">${total}</td></tr></tbody></table>
<p class="note">统计期内作出的督办次数，重复督办按次计。</p>
`;
}

/** 任务逾期. */
export function lateTasksSection({ lateTasks, timeZone }: Bulletin): Html {
  const rows = lateTasks.map(
    ({
      unitName,
      name,
      dueAt,
      doneAt,
    }) => html`<tr><td class="unit">${unitName}</td><td>${name}</td><td class="c">${momentText(dueAt, timeZone)}</td>
<td class="c">${doneAt ? `${momentText(doneAt, timeZone)}（逾期完成）` : '未完成'}</td></tr>
`,
  );
  return html`<table><thead><tr><th>单位</th><th>任务</th><th>期限</th><th>完成情况</th></tr></thead><tbody>
${rows}</tbody></table>
`;
}

/** What a proposal rests on, in print: its rule, then placings or cases, then who shares it. */
const groundsOf = ({ basis, evidence, cases, sharedBy }: ProposalRow): string =>
  [
    `依据：${basis}`,
    ...(evidence.length > 0 ? [`排名：${evidence.join('；')}`] : []),
    ...(cases.length > 0 ? [`案件：${cases.join('、')}`] : []),
    ...(sharedBy.length > 0 ? [`同奖同罚：${sharedBy.join('、')}`] : []),
  ].join('。');

/** 问责建议: proposals with their grounds, and what was decided by whom. */
export function proposalsSection({ proposals, pendingBefore }: Bulletin): Html {
  const rows = proposals.map(
    (proposal) => html`<tr><td>${proposal.summary}<span class="base">${groundsOf(proposal)}</span></td>
<td class="c">${STATUS_TITLES[proposal.status]}${proposal.decidedBy ? html`<span class="base">${proposal.decidedBy}：${proposal.reason ?? ''}</span>` : NOTHING}</td></tr>
`,
  );
  const table = html`<table><thead><tr><th>建议</th><th>签批</th></tr></thead><tbody>
${rows}</tbody></table>
`;
  return html`${rows.length > 0 ? table : NOTHING}${pendingBefore > 0 ? html`<p>尚待签批的建议${rows.length > 0 ? '另' : ''}有${pendingBefore}项。</p>` : NOTHING}
<p class="note">问责建议由系统依据排名或台账提出，须经负责人签批后方可执行。</p>
`;
}

/** More than this fills the page of a bulletin with a list that is read in a spreadsheet. */
const MAX_PRINTED = 120;

/** 问题清单: each finding with its requirement and deadline (S2b). */
export function findingsSection(findings: readonly FindingRow[], timeZone: string): Html {
  if (findings.length > MAX_PRINTED) {
    return html`<p>本期发现问题${findings.length}件，逐件的整改要求和期限见附件findings.csv。</p>
`;
  }
  const rows = findings.map(
    ({ problem, unitName, place, category, requirement, dueAt, status }) =>
      html`<tr><td>${unitName || '—'}</td><td>${place}：${requirement}<span class="base">${problem}，${category}</span></td>
<td class="c">${dueAt ? momentText(dueAt, timeZone) : '—'}</td><td class="c">${status}</td></tr>
`,
  );
  return html`<table class="list"><thead><tr><th>责任单位</th><th>问题与整改要求</th><th>整改期限</th><th>期末状态</th></tr></thead><tbody>
${rows}</tbody></table>
`;
}
