import type { Instant } from '../../shared/domain/instant.ts';
import type { ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { currentLife } from '../../shared/domain/problem/problem-state.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { fillPage } from '../http/page.ts';
import type { Services } from '../services.ts';

/** A running deadline that today's rules would set otherwise. */
export interface DeadlineMove {
  readonly id: string;
  readonly unit: string;
  readonly from: Instant | null;
  readonly to: Instant;
  readonly rule: string;
  /** The version of the rules it was dispatched under. */
  readonly ruleSet: string;
}

/**
 * What would move if the running deadlines were set anew by today's rules, page by page. One that was moved since its
 * dispatch (extended, resumed, set by the office) stands on a decision of its own and is left out. Writes nothing.
 */
export function previewRebase(
  page: { readonly limit: number; readonly after?: string | undefined },
  context: CampaignContext,
  services: Services,
): Promise<{ items: DeadlineMove[]; next?: string }> {
  const problems = services.ledger.all(context.config.id, page.after);
  return fillPage(problems, page.limit, ({ state }) => moveOf(state, context));
}

function moveOf(state: ProblemState, { rules }: CampaignContext): DeadlineMove | undefined {
  if (state.status !== 'dispatched') return undefined;
  const { unit, dispatchedAt, schedule, revision } = currentLife(state);
  if (revision > 0 || schedule.ruleSet === rules.ruleSet) return undefined;
  const { dueAt, rule } = rules.schedule(state, dispatchedAt);
  if (dueAt === null || dueAt === schedule.dueAt) return undefined;
  return { id: state.id, unit, from: schedule.dueAt, to: dueAt, rule, ruleSet: schedule.ruleSet };
}

export interface RebaseOrder {
  readonly campaign: string;
  /** As the preview showed them, so that what was looked at is what happens. */
  readonly moves: ReadonlyArray<{ readonly id: string; readonly to: Instant }>;
  readonly reason: string;
  readonly by: string;
}

export interface RebaseResult {
  readonly id: string;
  readonly moved: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly messageEn?: string;
}

/** Moves the deadlines that a named official lists, one by one; one that may no longer move says why and holds up no other. */
export async function rebase(
  { campaign, moves, reason, by }: RebaseOrder,
  context: CampaignContext,
  services: Services,
): Promise<readonly RebaseResult[]> {
  const at = services.clock.now();
  const results: RebaseResult[] = [];
  for (const { id, to } of moves) {
    const command = { type: 'rebase', at, by, dueAt: to, reason } as const;
    try {
      await services.desk.execute(campaign, id, command, context.rules);
      results.push({ id, moved: true });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      results.push({ id, moved: false, error: error.reason, message: error.zh, messageEn: error.message });
    }
  }
  return results;
}
