import type { ItemKey } from '../ports.ts';

/** The body with `amount` added to one of its fields. Throws a TypeError where the body or the field can't be counted in. */
export function addToField(body: unknown, field: string, amount: number, key: ItemKey): object {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new TypeError(`the body of ${key.pk} / ${key.sk} has no fields to add to`);
  }
  // Not `body[field]`: a field called "constructor" would find what every object inherits.
  const count: unknown = new Map(Object.entries(body)).get(field) ?? 0;
  if (typeof count === 'number') return { ...body, [field]: count + amount };
  throw new TypeError(`the field ${field} of ${key.pk} / ${key.sk} holds ${JSON.stringify(count)}, not a number`);
}
