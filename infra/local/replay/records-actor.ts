import { importRecord } from '../../../functions/ledger-import/import-record.ts';
import { closingOf, isClosed } from '../../../functions/ledger-import/ledger/closing.ts';
import type { LedgerRecord } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import type { Services } from '../../../functions/services.ts';
import { INSPECTION_SOURCES, type InspectionSource } from '../../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { CampaignContext } from '../../../shared/stores/campaign-context.ts';
import type { Actor } from '../actor.ts';

interface Act {
  readonly at: Instant;
  readonly does: 'comes-in' | 'closes';
  readonly record: LedgerRecord;
}

/** What the ledger tells, in the order in which it happened: nothing can close before it came in. */
function actsOf(records: readonly LedgerRecord[]): Act[] {
  const acts = records.flatMap((record): Act[] => {
    const comesIn: Act = { at: record.reportedAt, does: 'comes-in', record };
    const closedAt = record.closedAt ?? (isClosed(record) ? record.reportedAt : undefined);
    if (closedAt === undefined) return [comesIn];
    return [comesIn, { at: closedAt > record.reportedAt ? closedAt : record.reportedAt, does: 'closes', record }];
  });
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : order(a) - order(b) || a.record.row - b.record.row));
}

const order = (act: Act): number => (act.does === 'comes-in' ? 0 : 1);

const sourceOf = (text: string | undefined): InspectionSource =>
  INSPECTION_SOURCES.find((source) => source === text) ?? 'public';

/** Plays a historic ledger: each record comes in and closes at its own time. `onAct` hears of each. */
export function recordsActor(
  records: readonly LedgerRecord[],
  context: CampaignContext,
  services: Services,
  onAct: () => void,
): Actor & { readonly acts: number } {
  const acts = actsOf(records);
  let next = 0;
  const play = ({ does, record }: Act) =>
    does === 'comes-in' ? comeIn(record, context, services) : close(record, context, services);
  return {
    acts: acts.length,
    nextAt: async () => acts[next]?.at,
    async act(now) {
      for (let act = acts[next]; act && act.at <= now; act = acts[next]) {
        await play(act);
        onAct();
        next += 1;
      }
    },
  };
}

async function comeIn(record: LedgerRecord, context: CampaignContext, services: Services): Promise<void> {
  const { id, unit, category = 'uncategorised', place = '', dueAt = null } = record;
  const source = sourceOf(record.source);
  await importRecord(
    { id, unit, category, severity: 'normal', source, place, description: '', dueAt },
    context,
    services,
  );
}

async function close(record: LedgerRecord, context: CampaignContext, services: Services): Promise<void> {
  const at = services.clock.now();
  const command = { type: 'closeAsRecorded', at, by: 'system', ...closingOf(record, at) } as const;
  await services.desk.execute(context.config.id, record.id, command, context.rules);
}
