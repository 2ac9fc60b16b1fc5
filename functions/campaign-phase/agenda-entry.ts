import type { AgendaEntry, AgendaKind } from '../../shared/domain/agenda/agenda.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';

/** The agenda has no such entry, or it is another kind of entry. */
export class UnknownEntry extends Error {
  constructor(campaign: string, entry: string) {
    super(`the agenda of campaign "${campaign}" has no such entry as "${entry}"; read its newest revision`);
    this.name = 'UnknownEntry';
  }
}

/** The entry with that id and, where one is named, of that kind. Throws `UnknownEntry`. */
export function entryOf({ config, agenda }: CampaignContext, id: string, kind?: AgendaKind): AgendaEntry {
  const entry = agenda.entries.find((one) => one.id === id);
  if (!entry || (kind && entry.kind !== kind)) throw new UnknownEntry(config.id, id);
  return entry;
}
