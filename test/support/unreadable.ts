import { createServices, type Services } from '../../functions/services.ts';
import type { ItemStore } from '../../shared/ports.ts';
import { shardOf } from '../../shared/stores/keys.ts';
import { duePartition } from '../../shared/stores/problem-ledger.ts';
import type { TestStage } from './test-stage.ts';

/** Puts an event into a problem's history that this release knows nothing of. */
export async function spoil({ services: { items }, campaign, clock }: TestStage, problem: string): Promise<void> {
  const key = { pk: `PROBLEM#${campaign}#${shardOf(problem)}`, sk: problem };
  const item = await items.get<{ readonly events: readonly object[] }>(key);
  if (!item) throw new Error(`there is no problem "${problem}"`);
  const { body, due, version } = item;
  const events = [...body.events, { type: 'ProblemFromANewerRelease', at: clock.now(), by: 'x' }];
  await items.transact([{ put: { ...key, body: { ...body, events }, ...(due && { due }) }, when: { version } }]);
}

/** Services to which a partition of the due index answers so many questions and no more. */
export function throttled({ services }: Pick<TestStage, 'services'>, partition: string, answers = 0): Services {
  let left = answers;
  const query: ItemStore['query'] = async (...asked) => {
    if (asked[1] === partition && left-- <= 0) throw new Error('asked too often');
    return services.items.query(...asked);
  };
  return createServices({ ...services, items: { ...services.items, query } });
}

/** The partition of the due index in which a unit's problems stand. */
export const partitionOf = ({ campaign }: TestStage, unit: string): string => duePartition(campaign, shardOf(unit));
