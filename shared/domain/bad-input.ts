import type { Bilingual } from './bilingual.ts';

/** The language a command speaks; Chinese unless `--lang en` asks otherwise. */
export type Lang = keyof Bilingual;

/** The person at the keyboard can mend this: wrong usage, an unreadable file, a malformed setting. Ends a command with code 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly text: Bilingual;
  constructor(text: Bilingual, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}
