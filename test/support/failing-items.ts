import { createServices, type Services } from '../../functions/services.ts';
import type { WriteAction } from '../../shared/ports.ts';

const keyOf = (action: WriteAction): string => ('put' in action ? action.put.sk : action.delete.sk);

/** Services whose store refuses to write some items, as one that is too large. */
export function refusing(services: Services, ...sortKeys: readonly string[]): Services {
  const { items } = services;
  const transact: typeof items.transact = async (actions) => {
    const refused = actions.map(keyOf).find((key) => sortKeys.includes(key));
    if (refused) throw new RangeError(`the body of ${refused} is too large`);
    await items.transact(actions);
  };
  return createServices({ ...services, items: { ...items, transact } });
}
