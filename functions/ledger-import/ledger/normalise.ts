const SPACES = /[\s\u200B\uFEFF]+/gu;
const DASHES_ONLY = /^[-\u2010-\u2015\u2212]*$/u;

/**
 * The form in which names, ids and dates are compared: full-width digits, letters, brackets and spaces become
 * half-width (NFKC), runs of white space one space, the ends trimmed. For matching only: people read the original.
 */
export function normalise(text: string): string {
  return text.normalize('NFKC').replace(SPACES, ' ').trim();
}

/** A column name compared without any white space, so that a name wrapped inside its header cell still matches. */
export function normaliseName(text: string): string {
  return normalise(text).replaceAll(' ', '');
}

/** Whether a cell says nothing: empty, or only the dashes by which offices fill a cell they leave open. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || DASHES_ONLY.test(normalise(text));
}
