import { ConditionFailed } from '../../shared/ports.ts';
import { shortHash } from '../../shared/stores/keys.ts';
import type { Message, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';
import { EarlyReport, takeReport } from '../take-report.ts';
import type { Receipt } from './receipt.ts';

/** Receipts by what became of them. */
export interface ReceiptCounts {
  delivered: number;
  failed: number;
  refused: number;
  /** Said nothing new. */
  repeated: number;
  /** Of no message of ours, by the reference it bears. */
  foreign: number;
  /** Overtook the note that its message was sent: they have to come again. */
  early: number;
}

/** Notes down receipts, each once however often and in whatever order they come. */
export async function takeReceipts(receipts: readonly Receipt[], services: Services): Promise<ReceiptCounts> {
  const counts = { delivered: 0, failed: 0, refused: 0, repeated: 0, foreign: 0, early: 0 };
  for (const receipt of receipts) counts[await take(receipt, services)] += 1;
  return counts;
}

async function take(receipt: Receipt, services: Services): Promise<keyof ReceiptCounts> {
  const stored = await find(receipt, services);
  // Without a reference the message is known by the carrier's id alone, which is noted only after the sending.
  if (!stored) return receipt.reference ? 'foreign' : 'early';
  try {
    const state = await takeReport(stored, receipt.report, services);
    return state === 'delivered' || state === 'failed' || state === 'refused' ? state : 'repeated';
  } catch (error) {
    if (error instanceof EarlyReport || error instanceof ConditionFailed) return 'early';
    throw error;
  }
}

async function find(receipt: Receipt, { outbox, quota }: Services): Promise<Stored<Message> | undefined> {
  const { reference, carrierId, numbers } = receipt;
  const load = async (name: string) => {
    const [campaign, id] = name.split('/');
    return campaign && id ? outbox.message(campaign, id) : undefined;
  };
  if (reference) return load(reference);
  for (const number of numbers) {
    for (const name of await quota.recentTo(shortHash(number))) {
      const found = await load(name);
      if (found?.body.carrierId === carrierId) return found;
    }
  }
  return undefined;
}
