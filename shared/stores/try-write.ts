import { ConditionFailed, type ItemStore, type WriteAction } from '../ports.ts';

/**
 * Writes where every item is in the state that the write needs. False, and nothing written, where one is not: somebody
 * else wrote first, or the same was done before. Throws whatever else goes wrong.
 */
export async function tryWrite(items: ItemStore, actions: readonly WriteAction[]): Promise<boolean> {
  try {
    await items.transact(actions);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
