const LONGEST = 60;

/** Eleven digits in a row are somebody's phone: three and two stay readable, enough to find the place in the file. */
const maskPhones = (text: string): string =>
  text.replaceAll(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-2)}`);

/** A value found in a file as a message shows it: short, and without anyone's phone number. */
export function showValue(value: unknown): string {
  const text = maskPhones(JSON.stringify(value) ?? String(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A line of a file as a message shows it. */
export function showLine(line: string): string {
  const text = maskPhones(line.trim());
  return text.length > 2 * LONGEST ? `${text.slice(0, 2 * LONGEST)}…` : text;
}
