import type { AgendaEntry } from '../../shared/domain/agenda/agenda.ts';
import { assessGate, type GateAssessment } from '../../shared/domain/agenda/gate.ts';
import { reviseAgenda } from '../../shared/domain/agenda/revise-agenda.ts';
import type { Gate } from '../../shared/domain/campaign/phase-schema.ts';
import type { Walk, WriteAction } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';
import { entryOf, UnknownEntry } from './agenda-entry.ts';
import { markWith } from './mark-with.ts';
import { type GateMeasure, measureGate } from './measure-gate.ts';
import { urgings } from './urging.ts';

/** What a gate came to; kept with its agenda entry. */
export interface GateResult extends GateAssessment {
  /** Units whose own value misses the target, where the miss was escalated. */
  readonly behind: readonly string[];
  /** The revision that an extension made. */
  readonly revision?: number;
}

/** The revision that the execution goes on with: its own, or the one that this gate made. */
export interface GateStep {
  readonly revision: number;
  readonly result?: GateResult;
}

/**
 * Measures a gate over the campaign up to its moment and writes, all in one write, the value beside the target and what
 * follows from a miss: nothing, one extension of the phase with a new revision of the agenda, or an escalation to the
 * principals of the units behind. Assessed before, it hands back what came of it then. Throws `UnknownEntry`.
 */
export async function assessGateEntry(
  { campaign, revision, entry: id }: Walk & { readonly entry: string },
  services: Services,
): Promise<GateStep> {
  const context = await services.campaigns.load(campaign);
  // Looked up behind the head: whoever sees the revision that this gate made sees what came of the gate as well.
  const before = (await services.progress.done(campaign)).get(id)?.result as GateResult | undefined;
  if (before) return { revision: before.revision ?? revision, result: before };
  if (context.head.revision !== revision) return { revision };
  const entry = entryOf(context, id, 'gate');
  const gate = gateOf(context, entry);
  const measure = await measureGate(context, { gate, phase: entry.phase }, entry.at, services);
  const { numerator, denominator, value } = measure.all;
  const extended = context.head.extended.includes(entry.phase);
  const assessment = assessGate(gate, { numerator, denominator, value }, extended);
  return settle({ context, entry, gate, measure, assessment, revision }, services);
}

interface Assessed {
  readonly context: CampaignContext;
  readonly entry: AgendaEntry;
  readonly gate: Gate;
  readonly measure: GateMeasure;
  readonly assessment: GateAssessment;
  readonly revision: number;
}

/** Writes an assessment together with its consequence. */
async function settle(assessed: Assessed, services: Services): Promise<GateStep> {
  const { context, entry, gate, measure, assessment, revision } = assessed;
  const now = services.clock.now();
  const behind = assessment.consequence === 'escalate' ? unitsBehind(gate, measure) : [];
  const extension = assessment.consequence === 'extend' ? await extend(assessed, services) : undefined;
  const result: GateResult = { ...assessment, behind, ...(extension && { revision: extension.revision }) };
  const about = { gate: gate.id };
  const urging = { about, units: behind, rung: 'supervise', to: 'principal', dueAt: entry.at, now } as const;
  const entries = urgings(urging, context, services.ids);
  const written = await markWith(
    context.config.id,
    { entry: entry.id, at: now, result },
    entries.map(services.owed.urge),
    services,
    extension?.actions,
  );
  if (!written) return assessGateEntry({ campaign: context.config.id, revision, entry: entry.id }, services);
  return { revision: extension?.revision ?? revision, result };
}

/** The campaign with its phase extended, once; later phases move along. */
async function extend(
  { context, entry, assessment, revision }: Assessed,
  { registry }: Services,
): Promise<{ readonly revision: number; readonly actions: readonly WriteAction[] }> {
  const stored = await registry.head(context.config.id);
  if (!stored || !assessment.days) throw new UnknownEntry(context.config.id, entry.id);
  const change = { extend: entry.phase, days: assessment.days, after: entry.day };
  const { campaign } = reviseAgenda(context.config, context.calendar, revision, change);
  const { head, actions } = registry.revision(stored, campaign, { extended: [...stored.head.extended, entry.phase] });
  return { revision: head.revision, actions };
}

/** Units whose own value misses the target; one without a base is not behind, for nothing was asked of it. */
const unitsBehind = (gate: Gate, { byUnit }: GateMeasure): string[] =>
  [...byUnit].filter(([, measured]) => assessGate(gate, measured, false).reason === 'missed').map(([unit]) => unit);

function gateOf({ config }: CampaignContext, { id, ref }: AgendaEntry): Gate {
  const gate = config.phases.flatMap(({ gates }) => gates).find((one) => one.id === ref);
  if (!gate) throw new UnknownEntry(config.id, id);
  return gate;
}
