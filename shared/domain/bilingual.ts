/** One sentence in the two languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const SEPARATOR = ' ｜ ';

/** Both languages in one line, Chinese first: for places that take a single text, such as a schema's message. */
export const bilingual = (zh: string, en: string): string => `${zh}${SEPARATOR}${en}`;

/** The two languages of a line made by `bilingual`; a line in one language stands for both. */
export function splitBilingual(line: string): Bilingual {
  const [zh = line, en = zh] = line.split(SEPARATOR);
  return { zh, en };
}
