/**
 * The one JSON text of a plain value: keys in UTF-16 order, no blanks, fields that are `undefined` left out.
 * Equal values give equal bytes, so it can be hashed. Throws a TypeError on what JSON can't hold without loss.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form; leave the field out or write null`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayJson(value) : objectJson(value);
    default:
      throw new TypeError(`${typeof value} has no JSON form; hash plain data only`);
  }
}

function arrayJson(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    text += (index > 0 ? ',' : '') + canonicalJson(values[index]);
  }
  return `${text}]`;
}

function objectJson(value: object): string {
  requirePlain(value);
  const record = value as Record<string, unknown>;
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    const field = record[key];
    if (field === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `${text}}`;
}

/** A Map or a Date would hash as `{}` whatever it holds, so two different values would vouch for each other. */
function requirePlain(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return;
  throw new TypeError(`a ${value.constructor.name} is no plain data; convert it before hashing`);
}
