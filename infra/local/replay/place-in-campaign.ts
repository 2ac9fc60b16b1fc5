import { type LedgerRecord, UNASSIGNED } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import { byIdOrName } from '../../../functions/ledger-import/place-records.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';

/** A ledger's records under the ids of a campaign, and the units it doesn't have. */
export interface PlacedLedger {
  readonly records: readonly LedgerRecord[];
  /** As the ledger spells them: they are counted and not ranked. */
  readonly unknownUnits: readonly string[];
}

/**
 * Finds each record's unit and category in a campaign, by id or by name; what the campaign doesn't know stays as the
 * ledger has it, because a replay rejects only what can't be understood.
 */
export function placeInCampaign(records: readonly LedgerRecord[], campaign: Campaign): PlacedLedger {
  const units = byIdOrName(campaign.units);
  const categories = byIdOrName(campaign.categories);
  const unknown = new Set<string>();
  const placed = records.map((record) => {
    const unit = units.get(record.unit) ?? units.get(record.unitName ?? '');
    if (unit === undefined && record.unit !== UNASSIGNED) unknown.add(record.unit);
    const category = categories.get(record.category ?? '') ?? record.category;
    return { ...record, unit: unit ?? record.unit, ...(category !== undefined && { category }) };
  });
  return { records: placed, unknownUnits: [...unknown] };
}
