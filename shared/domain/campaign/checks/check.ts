import type { CalendarDate } from '../../instant.ts';
import type { Finding } from '../campaign-problem.ts';
import type { Campaign } from '../campaign-schema.ts';

/** Rules over certain fields; run where those fields are well formed, whatever is wrong with the others. */
export interface Check {
  readonly needs: ReadonlyArray<keyof Campaign>;
  readonly run: (campaign: Campaign, today?: CalendarDate) => readonly Finding[];
}

/** Binds rules to the fields they read, so that they can't read others. */
export const check = <Field extends keyof Campaign>(
  needs: readonly Field[],
  run: (campaign: Pick<Campaign, Field>, today?: CalendarDate) => readonly Finding[],
): Check => ({ needs, run });
