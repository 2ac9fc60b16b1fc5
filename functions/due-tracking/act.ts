import { transferProposal } from '../../shared/domain/accountability/case-proposals.ts';
import { propose } from '../../shared/domain/accountability/decision.ts';
import { escalationId, recipients } from '../../shared/domain/escalation/escalation.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import type { RungDecided } from '../../shared/domain/problem/problem-events.ts';
import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import type { WriteAction } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import { linkToken } from '../../shared/stores/link-token.ts';
import { change, type LoadedProblem, nextMoment, withOwed, writeProblem } from '../../shared/stores/problem-ledger.ts';
import type { Services } from '../services.ts';

/**
 * Decides the one thing that is due on a problem and writes it, with what is to be told because of it, in one item;
 * throws `ConditionFailed` if somebody was faster.
 */
export async function act(
  problem: LoadedProblem,
  context: CampaignContext,
  now: Instant,
  services: Services,
  tells: boolean,
): Promise<LoadedProblem> {
  const type = problem.state.status === 'parked' ? 'resume' : 'climb';
  const command = { type, at: nextMoment(problem, now), by: 'system' } as const;
  const events = decide(command, problem.state, context.rules);
  const decided = change(problem, events);
  const rungs = events.filter((event) => event.type === 'RungDecided');
  const owed = tells ? rungs.flatMap((event) => owedFor(decided.state, event, context, services)) : [];
  const changed = withOwed(decided, [...problem.owed, ...owed]);
  const actions: WriteAction[] = [
    writeProblem(changed),
    ...rungs.flatMap((event) => transferFor(changed.state, event, context, services)),
  ];
  await services.items.transact(actions);
  return { ...changed, version: problem.version + 1 };
}

/** The last rung, 移交问责, only proposes: whether the case is handed over, a named person decides (S2b). */
function transferFor(
  state: ProblemState,
  event: RungDecided,
  context: CampaignContext,
  services: Services,
): WriteAction[] {
  const unit = context.units.get(currentLife(state).unit);
  if (event.rung !== 'refer' || !unit) return [];
  const { step, revision, at } = event;
  const proposal = transferProposal({ problem: state.id, life: state.lives.length, step, revision }, unit);
  return [services.proposals.write(state.campaign, propose(proposal, at))];
}

/** One escalation for each person told; a unit that has left the campaign is told nothing. */
function owedFor(state: ProblemState, event: RungDecided, context: CampaignContext, services: Services): Owed[] {
  const life = currentLife(state);
  const unit = context.units.get(life.unit);
  const slot = life.schedule.slots.find((one) => one.step === event.step);
  if (!unit || !slot) return [];
  const releaseAt = context.window.releaseAt(event.at);
  const facts = {
    campaign: state.campaign,
    unit: life.unit,
    rung: event.rung,
    step: event.step,
    ...(slot.sheet && { sheet: slot.sheet }),
    problem: state.id,
    life: state.lives.length,
    revision: event.revision,
    dueAt: life.schedule.dueAt ?? slot.at,
    decidedAt: event.at,
    // What may be told at once keeps the problem's place in the due index, where the sweep has just found it.
    releaseAt: releaseAt === event.at ? slot.at : releaseAt,
    state: 'pending',
  } as const;
  return recipients(slot, unit).map((role) => ({
    ...facts,
    id: escalationId(state.id, state.lives.length, event.step, event.revision, role),
    role,
    token: linkToken(services.ids.token(), state.campaign),
  }));
}
