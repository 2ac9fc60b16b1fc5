import { campaignDays } from '../../shared/domain/agenda/campaign-days.ts';
import type { Measured } from '../../shared/domain/agenda/gate.ts';
import type { MeasureSpec } from '../../shared/domain/campaign/measure-schema.ts';
import type { Gate } from '../../shared/domain/campaign/phase-schema.ts';
import type { PhaseName } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Measure, Sums, type Window } from '../../shared/domain/measures/measure.ts';
import { type PreparedMeasure, prepareMeasure } from '../../shared/domain/measures/measures.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';

/** A gate's measure over its time so far, for all together and for each unit. */
export interface GateMeasure {
  readonly all: Measure;
  readonly byUnit: ReadonlyMap<string, Measured>;
}

/** One sum for everybody and one for each unit of the campaign, filled in the same pass. */
class GateSums {
  readonly #prepared: PreparedMeasure;
  readonly #all = new Sums();
  readonly #units: ReadonlyMap<string, Sums>;

  constructor(spec: MeasureSpec, window: Window, units: Iterable<string>) {
    this.#prepared = prepareMeasure(spec, window);
    this.#units = new Map([...units].map((unit) => [unit, new Sums()]));
    for (const unit of this.#units.keys()) this.count('unit', unit, unit);
  }

  count<Kind extends 'case' | 'inspection' | 'task' | 'pooled' | 'unit'>(
    kind: Kind,
    fact: Parameters<NonNullable<PreparedMeasure[Kind]>>[1],
    unit?: string,
  ): void {
    const add = this.#prepared[kind] as ((sums: Sums, fact: unknown) => void) | undefined;
    if (!add) return;
    add(this.#all, fact);
    const own = unit === undefined ? undefined : this.#units.get(unit);
    if (own) add(own, fact);
  }

  read(): GateMeasure {
    const { read } = this.#prepared;
    return { all: read(this.#all), byUnit: new Map([...this.#units].map(([unit, sums]) => [unit, read(sums)])) };
  }
}

/** Measures a gate from the campaign's or its phase's first day up to `end`, by what was known then. */
export async function measureGate(
  context: CampaignContext,
  { gate, phase }: { readonly gate: Pick<Gate, 'measure' | 'since'>; readonly phase: PhaseName },
  end: Instant,
  { facts }: Pick<Services, 'facts'>,
): Promise<GateMeasure> {
  const own = gate.since === 'phase' ? context.config.phases.find((one) => one.phase === phase) : undefined;
  const first = own?.starts ?? campaignDays(context.config).first;
  const window = { from: context.calendar.startOfDay(first), to: end };
  const sums = new GateSums(gate.measure, window, context.units.keys());
  await facts.ledger(context.config.id, end, {
    case: (item) => sums.count('case', item, item.unit),
    pooled: (fact) => sums.count('pooled', fact),
  });
  for (const fact of await facts.inspections(context, end)) sums.count('inspection', fact, fact.unit);
  for (const fact of await facts.tasks(context, end)) sums.count('task', fact, fact.unit);
  return sums.read();
}
