import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Campaign } from './campaign-schema.ts';

/** The rules a problem takes with it when it is dispatched; a later change of the campaign leaves it alone. */
export type RuleSet = Pick<Campaign, 'timeZone' | 'deadlines' | 'handling' | 'ladder' | 'calendar'>;

/** Picks the rules that decide a problem's deadline and ladder. */
export function ruleSetOf(campaign: RuleSet): RuleSet {
  const { timeZone, deadlines, handling, ladder, calendar } = campaign;
  return { timeZone, deadlines, handling, ladder, calendar };
}

/** The version id of a campaign's rules: the first 12 hex digits of the SHA-256 of their canonical JSON. */
export function ruleSetHash(campaign: RuleSet): string {
  return createHash('sha256')
    .update(canonicalJson(ruleSetOf(campaign)))
    .digest('hex')
    .slice(0, 12);
}
