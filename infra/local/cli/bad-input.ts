/** The two languages every command speaks; Chinese unless `--lang en` asks otherwise. */
export type Lang = 'zh' | 'en';

/** One sentence in both languages; it names what is wrong, the value, and what to do. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The person at the keyboard can mend this: wrong usage, an unreadable file, a malformed setting. Ends a command with code 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly text: Bilingual;
  constructor(text: Bilingual, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}
