import { stringify } from 'csv-stringify/sync';
import { neutraliseFormula } from '../csv-cell.ts';
import type { Bulletin, FindingRow, LeagueTable, RankingSection } from './bulletin.ts';
import { twoDecimals } from './words.ts';
import { daysText, momentText } from './zone-text.ts';

type Cell = string | number;

/** With a BOM, so that a spreadsheet takes it for UTF-8, and no cell that it would run as a formula. */
function toCsv(rows: ReadonlyArray<readonly Cell[]>): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutraliseFormula(cell) : cell)));
  return stringify(cells, { bom: true, record_delimiter: 'windows' });
}

/** The figures of a bulletin, one a row, with base, window and formula. */
export function numbersCsv({ numbers, timeZone }: Bulletin): string {
  const head = ['指标', '数值', '分子', '分母', '挂账未计入', '申诉成立未计入', '统计期', '口径'];
  const rows = numbers.map(({ title, text, numerator, denominator, exclusions, window, formula }): Cell[] => [
    title,
    text,
    twoDecimals(numerator),
    denominator === null ? '' : twoDecimals(denominator),
    exclusions.parked,
    exclusions.upheld,
    daysText(window, timeZone),
    formula,
  ]);
  return toCsv([head, ...rows]);
}

/** What was found in the period, one problem a row, with requirement and deadline. */
export function findingsCsv(findings: readonly FindingRow[], timeZone: string): string {
  const head = ['编号', '责任单位', '类别', '地点', '问题与整改要求', '交办时间', '整改期限', '期末状态'];
  const rows = findings.map((row): Cell[] => [
    row.problem,
    row.unitName,
    row.category,
    row.place,
    row.requirement,
    row.dispatchedAt ? momentText(row.dispatchedAt, timeZone) : '',
    row.dueAt ? momentText(row.dueAt, timeZone) : '',
    row.status,
  ]);
  return toCsv([head, ...rows]);
}

const blanks = (count: number): Cell[] => Array.from({ length: count }, () => '');

function leagueRows({ name: league, rows, unranked }: LeagueTable, columns: number): Cell[][] {
  return [
    ...rows.map(({ rank, unit, name, score, cells, remarks }): Cell[] => [
      league,
      rank,
      unit,
      name,
      score,
      ...cells.flatMap(({ text, numerator, denominator, excluded }) => [
        text,
        twoDecimals(numerator),
        twoDecimals(denominator),
        excluded,
      ]),
      remarks.join('；'),
    ]),
    ...unranked.map(({ unit, name, reason }): Cell[] => [
      league,
      '不排名',
      unit,
      name,
      '',
      ...blanks(columns * 4),
      reason,
    ]),
  ];
}

/** The ranking of a bulletin, one unit a row, units that were not ranked with the reason. */
export function rankingCsv({ columns, leagues }: RankingSection): string {
  const measures = columns.flatMap(({ title }) => [title, `${title}分子`, `${title}分母`, `${title}未计入`]);
  const head = ['组别', '名次', '单位编号', '单位', '得分', ...measures, '备注'];
  return toCsv([head, ...leagues.flatMap((league) => leagueRows(league, columns.length))]);
}
