import { type Inspection, inspectionSchema } from '../../shared/domain/inspection/inspection-schema.ts';
import { describeFaults } from '../http/check-input.ts';
import type { FaultDetail } from '../http/fault.ts';
import type { Services } from '../services.ts';
import { faultsOf } from './intake-errors.ts';
import { takeIn } from './take-in.ts';

/** What became of one row of a batch. */
export interface RowResult {
  /** Counted from 1. */
  readonly row: number;
  readonly id?: string;
  readonly status: 'accepted' | 'repeated' | 'rejected';
  readonly problems?: readonly string[];
  readonly faults?: readonly FaultDetail[];
}

/**
 * Takes in up to 500 inspections one by one, in their order. A bad row is explained and holds up no other; sending the
 * batch again is harmless, so whatever breaks off half-way is mended by sending it once more.
 */
export async function takeInBatch(
  input: { readonly campaign: string; readonly rows: readonly unknown[]; readonly by: string },
  services: Services,
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  for (const [index, value] of input.rows.entries()) {
    results.push({ row: index + 1, ...(await takeInRow(value, input, services)) });
  }
  return results;
}

async function takeInRow(
  value: unknown,
  { campaign, by }: { campaign: string; by: string },
  services: Services,
): Promise<Omit<RowResult, 'row'>> {
  const parsed = inspectionSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    return { ...idOf(value), status: 'rejected', faults: describeFaults(inspectionSchema, parsed.error.issues) };
  }
  return takeInParsed(parsed.data, campaign, by, services);
}

async function takeInParsed(inspection: Inspection, campaign: string, by: string, services: Services) {
  const { id } = inspection;
  try {
    const { problems, repeated } = await takeIn({ campaign, inspection, by }, services);
    return { id, status: repeated ? 'repeated' : 'accepted', problems } as const;
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    return { id, status: 'rejected', faults } as const;
  }
}

function idOf(value: unknown): { id?: string } {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? { id: id.slice(0, 64) } : {};
}
