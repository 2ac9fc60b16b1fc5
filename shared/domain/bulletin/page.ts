import type { Bulletin } from './bulletin.ts';
import { Html, html, NOTHING } from './html.ts';
import {
  escalationsSection,
  findingsSection,
  gatesSection,
  lateTasksSection,
  numbersSection,
  proposalsSection,
  rankingSection,
} from './page-sections.ts';
import { PAGE_STYLE } from './page-style.ts';
import { dayText, momentText } from './zone-text.ts';

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七'];

function sections(bulletin: Bulletin): Html[] {
  const { gates, ranking, lateTasks, findings = [], proposals, pendingBefore, timeZone } = bulletin;
  const present: Array<readonly [title: string, body: Html]> = [
    ['总体情况', numbersSection(bulletin)],
    ...(gates.length > 0 ? [['节点目标', gatesSection(bulletin)] as const] : []),
    ...(ranking ? [['各组排名', rankingSection(ranking)] as const] : []),
    ['督办情况', escalationsSection(bulletin)],
    ...(lateTasks.length > 0 ? [['任务逾期', lateTasksSection(bulletin)] as const] : []),
    ...(findings.length > 0 ? [['问题清单', findingsSection(findings, timeZone)] as const] : []),
    ...(proposals.length + pendingBefore > 0 ? [['问责建议', proposalsSection(bulletin)] as const] : []),
  ];
  return present.map(
    ([title, body], index) => html`<section><h2>${NUMERALS[index] ?? index + 1}、${title}</h2>
${body}</section>
`,
  );
}

/** The bulletin as one printable page, in Chinese: no script, nothing loaded from elsewhere, every text escaped. */
export function renderPage(bulletin: Bulletin): string {
  const { issuer, number, title, covers, issuedAt, cutoff, timeZone, ranking } = bulletin;
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} ${number}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="issuer">${issuer}</p>
<div class="line"><span>${number}</span><span>${dayText(issuedAt, timeZone)}</span></div>
<hr class="rule">
<h1>${title}</h1>
<p class="covers">（${covers}）</p>
</header>
${sections(bulletin)}<footer>
<p class="note">数据截至${momentText(cutoff, timeZone)}，此后的变化不计入本期。${ranking ? `规则版本：${ranking.ruleSet}。` : ''}</p>
${ranking ? html`<p class="note">台账校验值（SHA-256）：${ranking.ledgerHash}</p>` : NOTHING}
</footer>
</main>
</body>
</html>
`;
  return page.text;
}
