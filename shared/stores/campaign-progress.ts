import type { Instant } from '../domain/instant.ts';
import type { ItemKey, ItemStore, WriteAction } from '../ports.ts';
import { allItems } from './pages.ts';

/** An agenda entry that has happened, with what came of it (a gate's assessment, the units late with a task). */
export interface EntryDone {
  readonly entry: string;
  readonly at: Instant;
  readonly result?: unknown;
}

/** A task filed by a unit. */
export interface TaskFiled {
  readonly task: string;
  readonly unit: string;
  readonly at: Instant;
  readonly by: string;
  readonly note: string;
}

const doneKey = (campaign: string, entry: string): ItemKey => ({ pk: `AGENDA#${campaign}`, sk: entry });
const taskKey = (campaign: string, task: string, unit: string): ItemKey => ({
  pk: `TASK#${campaign}`,
  sk: `${task}#${unit}`,
});

/** How far a campaign has come: agenda entries done and tasks filed, each written once. */
export interface CampaignProgress {
  done(campaign: string): Promise<ReadonlyMap<string, EntryDone>>;
  markDone(campaign: string, done: EntryDone): WriteAction;
  tasks(campaign: string): Promise<readonly TaskFiled[]>;
  task(campaign: string, task: string, unit: string): Promise<TaskFiled | undefined>;
  fileTask(campaign: string, filed: TaskFiled): WriteAction;
}

export function createCampaignProgress(items: ItemStore): CampaignProgress {
  return {
    async done(campaign) {
      const entries = new Map<string, EntryDone>();
      for await (const item of allItems<EntryDone>(items, 'main', `AGENDA#${campaign}`))
        entries.set(item.body.entry, item.body);
      return entries;
    },
    markDone: (campaign, done) => ({ put: { ...doneKey(campaign, done.entry), body: done }, when: 'absent' }),
    async tasks(campaign) {
      const filed: TaskFiled[] = [];
      for await (const item of allItems<TaskFiled>(items, 'main', `TASK#${campaign}`)) filed.push(item.body);
      return filed;
    },
    task: async (campaign, task, unit) => (await items.get<TaskFiled>(taskKey(campaign, task, unit)))?.body,
    fileTask: (campaign, filed) => ({
      put: { ...taskKey(campaign, filed.task, filed.unit), body: filed },
      when: 'absent',
    }),
  };
}
