import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';

interface Person {
  /** The account, or the unit for a link: short, unique, and nobody's phone number. */
  readonly id: string;
  readonly name: string;
  /** The only campaigns this caller has to do with; left out: all. */
  readonly campaigns?: readonly string[];
}

interface StaffCaller<Role extends AccessRole> extends Person {
  readonly role: Role;
}

/** Speaks for one unit; by a link from an SMS only until it expires. */
export interface UnitCaller extends Person {
  readonly role: 'unit';
  readonly unit: string;
}

export type Caller = StaffCaller<'office'> | StaffCaller<'inspector'> | StaffCaller<'auditor'> | UnitCaller;

/** How a caller stands in a problem's history: `office:zhang`, `unit:U01`. */
export const signatureOf = (caller: Caller): string =>
  caller.role === 'unit' ? `unit:${caller.unit}` : `${caller.role}:${caller.id}`;
