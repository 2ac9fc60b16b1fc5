import { findPeriod } from '../../shared/domain/agenda/find-period.ts';
import { phaseName } from '../../shared/domain/agenda/titles.ts';
import type { BulletinKind } from '../../shared/domain/bulletin/bulletin.ts';
import type { Phase } from '../../shared/domain/campaign/phase-schema.ts';
import type { Window } from '../../shared/domain/measures/measure.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';

/** What a bulletin is about. */
export interface Scope {
  readonly window: Window;
  /** In a phase bulletin. */
  readonly phase?: Phase;
  /** The phase's name. */
  readonly name?: string;
}

/** The campaign has no such phase. */
export class UnknownPhase extends Error {
  constructor(phase: string) {
    super(`there is no phase "${phase}"; it is publicity, attack or consolidation`);
    this.name = 'UnknownPhase';
  }
}

/** The window of a bulletin. Throws `UnknownPeriod` and `UnknownPhase`. */
export function scopeOf({ config, agenda }: CampaignContext, kind: BulletinKind, key: string): Scope {
  if (kind !== 'phase') return { window: findPeriod(agenda, kind, key).period };
  const phase = config.phases.find((one) => one.phase === key);
  const bound = (end: 'opens' | 'closes') => agenda.entries.find(({ id }) => id === `phase-${end}:${key}`)?.at;
  const [from, to] = [bound('opens'), bound('closes')];
  if (!phase || !from || !to) throw new UnknownPhase(key);
  return { window: { from, to }, phase, name: phaseName(phase) };
}
