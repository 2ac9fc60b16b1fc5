import type { Bilingual } from '../../shared/domain/bilingual.ts';

/** The numbers of an import: `rows = imported + repeated + repeats + rejected`; `flagged` is among them. */
export interface ImportNumbers {
  readonly rows: number;
  readonly imported: number;
  readonly closed: number;
  readonly repeated: number;
  readonly repeats: number;
  readonly rejected: number;
  readonly flagged: number;
}

/** What became of a ledger's rows, in a sentence. */
export const importSentence = (numbers: ImportNumbers): Bilingual => {
  const { rows, imported, closed, repeated, repeats, rejected, flagged } = numbers;
  return {
    zh: `台账 ${rows} 行：导入 ${imported}（其中已销号 ${closed}），台账中已有 ${repeated}，重复行 ${repeats}，退回 ${rejected}，标记 ${flagged}。`,
    en: `${rows} rows: ${imported} imported (${closed} of them closed), ${repeated} there before, ${repeats} repeats, ${rejected} rejected, ${flagged} flagged.`,
  };
};

/** Whether every row became one thing and one only. */
export const reconciles = ({ rows, imported, repeated, repeats, rejected }: ImportNumbers): boolean =>
  rows === imported + repeated + repeats + rejected;
