import { BadInput } from '../../../shared/domain/bad-input.ts';
import { userPath } from './command.ts';

/** Reads a whole number of at least 0 for commander. Throws `BadInput`. */
export function wholeNumber(option: string, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(number) && number >= 0 && number <= most) return number;
    const range = most < Number.MAX_SAFE_INTEGER ? `0–${most}` : '0, 1, 2 …';
    throw new BadInput({
      zh: `${option} 要一个整数（${range}），而不是“${text}”`,
      en: `${option} wants a whole number (${range}), not "${text}"`,
    });
  };
}

export const MAX_PORT = 65_535;

/** A file as the person typed it, or a `preset:<id>` as it is. */
export const fileOrPreset = (argument: string): string =>
  argument.startsWith('preset:') ? argument : userPath(argument);
