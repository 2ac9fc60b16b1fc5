import type { Campaign } from '../campaign/campaign-schema.ts';
import type { Phase } from '../campaign/phase-schema.ts';
import type { CalendarDate } from '../instant.ts';

type Phased = Pick<Campaign, 'phases'>;

/** The first and the last day of a campaign. Throws for one without phases, which no schema lets through. */
export function campaignDays({ phases }: Phased): { readonly first: CalendarDate; readonly last: CalendarDate } {
  const [first, last] = [phases[0], phases.at(-1)];
  if (!first || !last) throw new Error('a campaign without phases has no days; give it the three phases');
  return { first: first.starts, last: last.ends };
}

/** The phase of a day; a day between two phases still belongs to the earlier one, a day before all to the first. */
export function phaseOn({ phases }: Phased, day: CalendarDate): Phase {
  const phase = phases.findLast(({ starts }) => starts <= day) ?? phases[0];
  if (!phase) throw new Error('a campaign without phases has no days; give it the three phases');
  return phase;
}
