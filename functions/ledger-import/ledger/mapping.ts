import * as z from 'zod';
import { type Bilingual, bilingual } from '../../../shared/domain/bilingual.ts';
import { DEFAULT_DATE_FORMATS, dateFormatFault } from './date-format.ts';
import type { NamedEncoding } from './decode.ts';

/** What an outcome column can say about a problem. */
export const OUTCOMES = ['closed-on-time', 'closed-late', 'open'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ENCODINGS = ['auto', 'utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'gb18030', 'gbk', 'gb2312'] as const;

/** GBK and GB2312 are subsets of GB18030: every such file decodes the same under the wider name. */
const encodingSchema = z
  .string()
  .toLowerCase()
  .transform((name) => (name === 'utf8' ? 'utf-8' : name))
  .pipe(z.enum(ENCODINGS))
  .transform((name): NamedEncoding => (name === 'gbk' || name === 'gb2312' ? 'gb18030' : name));

/** A rule that zod has no words for brings its own, in both languages. */
const checkedText = (fault: (text: string) => Bilingual | undefined) =>
  z.string().superRefine((text, context) => {
    const found = fault(text);
    if (found) context.addIssue({ code: 'custom', message: bilingual(found.zh, found.en), input: text });
  });

const columnName = checkedText((name) =>
  name.trim() === '' ? { zh: '应为文件中的列名', en: 'it must be the name of a column of the file' } : undefined,
);

const columns = z.strictObject({
  id: columnName,
  reportedAt: columnName,
  dueAt: columnName.optional(),
  closedAt: columnName.optional(),
  unit: columnName,
  unitName: columnName.optional(),
  league: columnName.optional(),
  category: columnName.optional(),
  place: columnName.optional(),
  source: columnName.optional(),
  outcome: columnName.optional(),
});

/** How the columns of one office's ledger are to be understood; one mapping serves every file of the same layout. */
export const mappingSchema = z.strictObject({
  timeZone: checkedText(timeZoneFault).default('Asia/Shanghai'),
  encoding: encodingSchema.default('auto'),
  dateFormats: z
    .array(checkedText(dateFormatFault))
    .min(1)
    .default([...DEFAULT_DATE_FORMATS]),
  columns,
  values: z.strictObject({ outcome: z.record(z.string(), z.enum(OUTCOMES)).default({}) }).default({ outcome: {} }),
  aliases: z.strictObject({ unit: z.record(z.string(), z.string()).default({}) }).default({ unit: {} }),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type Field = keyof Mapping['columns'];

/** The columns that a file must have for a mapping to fit. */
export const wantedBy = ({ columns: named }: Pick<Mapping, 'columns'>): string[] =>
  Object.values(named).filter((name) => name !== undefined);

/** The fields a mapping can point a column at, in the order people read them. */
export const FIELDS = Object.keys(columns.shape) as readonly Field[];

function timeZoneFault(name: string): Bilingual | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return undefined;
  } catch {
    // The only reason to throw here is an unknown name.
    return {
      zh: '应为 Asia/Shanghai、America/New_York 这样的 IANA 时区名',
      en: 'it must be an IANA time zone such as Asia/Shanghai or America/New_York',
    };
  }
}
