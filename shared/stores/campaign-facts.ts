import { taskFacts, taskOccurrences } from '../domain/agenda/task-occurrence.ts';
import { inspectionFact } from '../domain/inspection/inspection-fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { InspectionFact, PooledFact, TaskFact } from '../domain/measures/measure.ts';
import { type Case, casesOf } from '../domain/problem/cases.ts';
import { type History, historyBefore, stateOf } from '../domain/problem/history.ts';
import type { ProblemState } from '../domain/problem/problem-state.ts';
import { type LedgerHead, ledgerHash } from '../domain/ranking/ledger-hash.ts';
import type { CampaignContext } from './campaign-context.ts';
import type { CampaignProgress } from './campaign-progress.ts';
import type { InspectionBook } from './inspection-book.ts';
import type { ProblemLedger } from './problem-ledger.ts';

/** Takes the ledger's facts one by one, so that a million of them never lie in memory together. */
export interface LedgerVisitor {
  /** `state` is the whole problem the case is a life of. */
  case(item: Case, state: ProblemState): void;
  /** A problem that waits in the pool 待派遣. */
  pooled?(fact: PooledFact, state: ProblemState): void;
  /** A case that counts as upheld only for an appeal upheld after the end. */
  upheldLate?(item: Case): void;
}

/** What vouches for the facts handed out. */
export interface LedgerSeal {
  readonly ledgerHash: string;
  readonly problems: number;
}

/** What a campaign's books held when a window ended; later entries are as unknown, so asking late gives the same. */
export interface CampaignFacts {
  /** `appealsUntil`: appeals upheld after the end, up to and including this instant, count as upheld all the same. */
  ledger(campaign: string, end: Instant, visit: LedgerVisitor, appealsUntil?: Instant): Promise<LedgerSeal>;
  inspections(context: CampaignContext, end: Instant): Promise<InspectionFact[]>;
  tasks(context: CampaignContext, end: Instant): Promise<TaskFact[]>;
}

function hand(state: ProblemState, cases: readonly Case[], visit: LedgerVisitor): void {
  for (const item of cases) visit.case(item, state);
  if (state.status !== 'recorded' || !visit.pooled) return;
  visit.pooled({ problem: state.id, category: state.category, recordedAt: state.recordedAt }, state);
}

/** The lives, counted from 1, whose appeal was upheld between the end and a later instant. */
function upheldSince({ events }: History, end: Instant, until: Instant): number[] {
  return events
    .filter((event) => event.type === 'AppealUpheld' && event.at >= end && event.at <= until)
    .map((appeal) => stateOf({ events: events.slice(0, events.indexOf(appeal)), head: '' }).lives.length);
}

function casesAt(full: History, cases: readonly Case[], end: Instant, appealsUntil: Instant, visit: LedgerVisitor) {
  const late = upheldSince(full, end, appealsUntil);
  if (late.length === 0) return cases;
  return cases.map((item) => {
    if (item.upheld || !late.includes(item.life)) return item;
    visit.upheldLate?.(item);
    return { ...item, upheld: true };
  });
}

/** Reads facts from the stores of a campaign. */
export function createCampaignFacts(
  ledger: ProblemLedger,
  inspections: InspectionBook,
  progress: CampaignProgress,
): CampaignFacts {
  return {
    async ledger(campaign, end, visit, appealsUntil) {
      const heads: LedgerHead[] = [];
      for await (const page of ledger.histories(campaign)) {
        for (const { sk: id, body } of page) {
          const history = historyBefore(body, end);
          if (history.events.length === 0) continue;
          heads.push({ id, head: history.head });
          const state = stateOf(history);
          const cases = casesOf(state);
          hand(state, appealsUntil ? casesAt(body, cases, end, appealsUntil, visit) : cases, visit);
        }
      }
      return { ledgerHash: ledgerHash(heads), problems: heads.length };
    },
    async inspections({ config, checkpoints }, end) {
      const facts: InspectionFact[] = [];
      const marks = config.standard?.marks ?? {};
      for await (const { inspection, receivedAt } of inspections.all(config.id)) {
        if (receivedAt < end) facts.push(inspectionFact(inspection, checkpoints, marks));
      }
      return facts;
    },
    async tasks({ config, agenda }, end) {
      return taskFacts(taskOccurrences(config, agenda), await progress.tasks(config.id), end);
    },
  };
}
