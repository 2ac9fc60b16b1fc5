import type { Report } from '../take-report.ts';

/** One receipt: what became of a message, and by what it can be found. */
export interface Receipt {
  /** `campaign/message`, as we gave it along; not every carrier gives it back. */
  readonly reference?: string | undefined;
  readonly carrierId: string;
  /** The number in the forms a campaign may have it in. Stays in memory. */
  readonly numbers: readonly string[];
  readonly report: Report;
}

/** A number with its country's code and, in the mainland, as it is commonly written. */
export function numberForms(number: string, country = '86'): readonly string[] {
  const local = number.replace(new RegExp(`^\\+${country}`), '');
  return local.startsWith('+') ? [local] : [`+${country}${local}`, ...(country === '86' ? [local] : [])];
}
