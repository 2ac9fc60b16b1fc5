import { Temporal } from 'temporal-polyfill';
import { REASON_NAMES } from '../../../functions/ledger-import/ledger/findings.ts';
import type { GridSource } from '../../../functions/ledger-import/ledger/grid.ts';
import type { LedgerRecord } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import type { Field } from '../../../functions/ledger-import/ledger/mapping.ts';
import type { Lang } from '../../../shared/domain/bad-input.ts';
import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import type { FieldPreview, FindingsPreview, LedgerPreview } from './preview.ts';

const FIELD_NAMES: Readonly<Record<Field, Bilingual>> = {
  id: { zh: '编号', en: 'id' },
  reportedAt: { zh: '上报时间', en: 'reported' },
  dueAt: { zh: '期限', en: 'due' },
  closedAt: { zh: '办结时间', en: 'closed' },
  unit: { zh: '责任单位', en: 'unit' },
  unitName: { zh: '单位名称', en: 'unit name' },
  league: { zh: '排名组别', en: 'league' },
  category: { zh: '问题类别', en: 'category' },
  place: { zh: '地点', en: 'place' },
  source: { zh: '来源', en: 'source' },
  outcome: { zh: '办结情况', en: 'outcome' },
};

const VALUE_NAMES: Readonly<Record<string, string>> = {
  unassigned: '待派遣',
  'closed-on-time': '按期办结',
  'closed-late': '逾期办结',
  open: '未办结',
};

const TIMES: ReadonlySet<Field> = new Set(['reportedAt', 'dueAt', 'closedAt']);
const SHOWN_IN_ROWS = ['id', 'reportedAt', 'dueAt', 'closedAt', 'unit', 'category', 'outcome'] as const;
const DELIMITER_NAMES = { ',': ['逗号', 'comma'], ';': ['分号', 'semicolon'], '\t': ['制表符', 'tab'] } as const;
const LONGEST = 40;

/** The preview as a clerk reads it in a terminal, ending in a line break. */
export function previewText(preview: LedgerPreview, lang: Lang): string {
  const zh = lang === 'zh';
  const { counts, timeZone, headerRow } = preview;
  const value = (field: Field, text: string | undefined) => showValue(field, text, timeZone, lang);
  return [
    `${sourceText(preview.source, lang)}${zh ? `；表头在第 ${headerRow} 行；时区 ${timeZone}` : `; header in row ${headerRow}; zone ${timeZone}`}`,
    '',
    zh ? '各列的含义：' : 'What each column became:',
    ...preview.fields.map((field) => `  ${fieldText(field, value, lang)}`),
    ...(preview.unused.length > 0
      ? [`  ${zh ? '未使用：' : 'not used: '}${preview.unused.map(plain).join(zh ? '、' : ', ')}`]
      : []),
    '',
    zh ? '前几行读成：' : 'The first rows as read:',
    ...preview.firstRecords.map((record) => `  ${recordText(record, value, lang)}`),
    '',
    zh
      ? `共 ${counts.rows} 行：收下 ${counts.accepted}，退回 ${counts.rejected}；收下的行中有 ${counts.flagged} 行带标记，${counts.repeats} 行是重复行，${counts.unassigned} 件待派遣，${counts.withoutDeadline} 件无期限；空行 ${counts.blankRows}`
      : `${counts.rows} rows: ${counts.accepted} accepted, ${counts.rejected} rejected; of those accepted ${counts.flagged} are flagged, ${counts.repeats} repeat another, ${counts.unassigned} have no unit, ${counts.withoutDeadline} no deadline; ${counts.blankRows} blank rows`,
    ...findingsText(zh ? '退回' : 'Rejected', preview.rejects, lang),
    ...findingsText(zh ? '标记' : 'Flagged', preview.flags, lang),
    '',
  ].join('\n');
}

function sourceText(source: GridSource, lang: Lang): string {
  const zh = lang === 'zh';
  if (source.format === 'csv') {
    const [delimiterZh, delimiterEn] = DELIMITER_NAMES[source.delimiter];
    return zh
      ? `CSV，编码 ${source.encoding}，${delimiterZh}分隔`
      : `CSV, encoding ${source.encoding}, separated by ${delimiterEn}`;
  }
  const others = source.otherSheets.map(plain).join(zh ? '、' : ', ');
  const unread = others && (zh ? `（未读：${others}）` : ` (not read: ${others})`);
  return `XLSX${zh ? '，工作表 ' : ', sheet '}${plain(source.sheet)}${unread}`;
}

type ShowValue = (field: Field, text: string | undefined) => string;

function fieldText({ field, column, example }: FieldPreview, value: ShowValue, lang: Lang): string {
  const head = `${plain(column)} → ${FIELD_NAMES[field][lang]}`;
  if (!example) return `${head}${lang === 'zh' ? '（整列为空）' : ' (empty throughout)'}`;
  return `${head}${lang === 'zh' ? '，例如' : ', for example'} “${plain(example.text)}” → ${value(field, example.read)}`;
}

function recordText(record: LedgerRecord, value: ShowValue, lang: Lang): string {
  const parts = SHOWN_IN_ROWS.filter((field) => record[field] !== undefined).map((field) => {
    return `${FIELD_NAMES[field][lang]} ${value(field, record[field])}`;
  });
  return `${lang === 'zh' ? `第 ${record.row} 行` : `row ${record.row}`}: ${parts.join(lang === 'zh' ? '，' : ', ')}`;
}

function findingsText(title: string, { total, byReason, first }: FindingsPreview, lang: Lang): string[] {
  if (total === 0) return [];
  const reasons = Object.entries(byReason).map(([reason, count]) => {
    const name = REASON_NAMES[reason as keyof typeof REASON_NAMES][lang];
    return `  ${name} (${reason}): ${count}`;
  });
  const zh = lang === 'zh';
  const examples = first.map(
    ({ row, message }) => `    ${zh ? `第 ${row} 行` : `row ${row}`}: ${clean(message[lang])}`,
  );
  const rest = total - first.length;
  const more = rest > 0 ? [`    ${zh ? `……另有 ${rest} 条` : `… and ${rest} more`}`] : [];
  return ['', `${title} (${total})`, ...reasons, ...examples, ...more];
}

function showValue(field: Field, text: string | undefined, timeZone: string, lang: Lang): string {
  if (text === undefined) return lang === 'zh' ? '（空）' : '(nothing)';
  if (TIMES.has(field)) return wallClock(text, timeZone);
  const name = field === 'unit' || field === 'outcome' ? VALUE_NAMES[text] : undefined;
  return lang === 'zh' && name ? name : plain(text);
}

/** To the second, as clerks write times. */
const wallClock = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'trunc' })
    .replace('T', ' ');

/** A cell can hold anything, also what moves a terminal's cursor. */
const clean = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ');

function plain(text: string): string {
  const line = clean(text).trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
