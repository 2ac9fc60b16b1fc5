/** A value as DynamoDB writes it: `{ S: 'text' }`, `{ N: '1' }`, `{ M: {…} }`. */
export type Value = Readonly<Record<string, unknown>>;
export type StoredItem = Readonly<Record<string, Value>>;

/** What stands for `#name` and `:value` in an expression. */
export interface Words {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

/** An expression that DynamoDB refuses, or one that this stand-in has not learned. */
export class InvalidExpression extends Error {
  override readonly name = 'InvalidExpression';
}

/** Whether a condition holds for an item; no item has no attribute. */
export function holds(condition: string, item: StoredItem | undefined, words: Words): boolean {
  const reader = new Reader(condition, item ?? {}, words);
  const result = reader.either();
  reader.end();
  return result;
}

/** The item after `SET a = …, b = … REMOVE c`. */
export function updated(update: string, item: StoredItem, words: Words): StoredItem {
  const reader = new Reader(update, item, words);
  let result: Value = { M: item };
  while (!reader.isAtEnd()) {
    const clause = reader.take().toUpperCase();
    if (clause !== 'SET' && clause !== 'REMOVE') throw new InvalidExpression(`${clause} in "${update}"`);
    do {
      const path = reader.path();
      result = withValue(result, path, clause === 'SET' ? reader.assigned() : undefined);
    } while (reader.skip(','));
  }
  return result.M as StoredItem;
}

/** The order of DynamoDB's keys: texts by their bytes, numbers by value. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a.S === 'string' && typeof b.S === 'string') return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (typeof a.N === 'string' && typeof b.N === 'string') return Number(a.N) - Number(b.N);
  return Number.NaN;
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Reads an expression from left to right and works it out on the way; nothing is skipped, so all of it is checked. */
class Reader {
  readonly #tokens: readonly string[];
  readonly #item: StoredItem;
  readonly #words: Words;
  #next = 0;

  constructor(text: string, item: StoredItem, words: Words) {
    this.#tokens = text.match(/<=|>=|<>|[=<>(),.+-]|[#:]?\w+/g) ?? [];
    this.#item = item;
    this.#words = words;
  }

  isAtEnd = (): boolean => this.#next >= this.#tokens.length;

  end(): void {
    if (!this.isAtEnd())
      throw new InvalidExpression(`what stands behind ${this.#tokens.slice(0, this.#next).join(' ')}`);
  }

  take(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new InvalidExpression(`${this.#tokens.join(' ')} breaks off`);
    return token;
  }

  skip(token: string): boolean {
    if (this.#tokens[this.#next]?.toUpperCase() !== token) return false;
    this.#next += 1;
    return true;
  }

  #demand(token: string): void {
    if (!this.skip(token)) throw new InvalidExpression(`"${token}" is missing in ${this.#tokens.join(' ')}`);
  }

  either(): boolean {
    let result = this.#both();
    while (this.skip('OR')) result = this.#both() || result;
    return result;
  }

  #both(): boolean {
    let result = this.#single();
    while (this.skip('AND')) result = this.#single() && result;
    return result;
  }

  #single(): boolean {
    if (this.skip('NOT')) return !this.#single();
    if (this.skip('ATTRIBUTE_EXISTS')) return this.#inside(() => this.#at(this.path()) !== undefined);
    if (this.skip('ATTRIBUTE_NOT_EXISTS')) return this.#inside(() => this.#at(this.path()) === undefined);
    if (this.skip('(')) {
      const result = this.either();
      this.#demand(')');
      return result;
    }
    return this.#comparison();
  }

  #inside<Result>(read: () => Result): Result {
    this.#demand('(');
    const result = read();
    this.#demand(')');
    return result;
  }

  #comparison(): boolean {
    const left = this.#operand();
    const operator = this.take();
    if (operator.toUpperCase() === 'BETWEEN') {
      const low = this.#operand();
      this.#demand('AND');
      const high = this.#operand();
      return Boolean(left && low && high) && inOrder(low, left) && inOrder(left, high);
    }
    const right = this.#operand();
    if (operator === '=') return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
    if (operator === '<>') return JSON.stringify(left) !== JSON.stringify(right);
    const compare = COMPARISONS[operator];
    if (!compare) throw new InvalidExpression(`the operator ${operator}`);
    return Boolean(left && right) && compare(compareValues(left as Value, right as Value));
  }

  /** What stands behind a path in a SET. */
  assigned(): Value {
    this.#demand('=');
    const first = this.#demanded();
    if (this.skip('+')) return sum(first, this.#demanded(), 1);
    return this.skip('-') ? sum(first, this.#demanded(), -1) : first;
  }

  #demanded(): Value {
    const value = this.#operand();
    if (value === undefined) throw new InvalidExpression('an attribute that does not exist in the item');
    return value;
  }

  #operand(): Value | undefined {
    if (this.skip('IF_NOT_EXISTS')) {
      return this.#inside(() => {
        const found = this.#at(this.path());
        this.#demand(',');
        const otherwise = this.#operand();
        return found ?? otherwise;
      });
    }
    if (!this.#tokens[this.#next]?.startsWith(':')) return this.#at(this.path());
    const name = this.take();
    const value = this.#words.ExpressionAttributeValues?.[name];
    if (!value) throw new InvalidExpression(`the value ${name}, which nobody gave`);
    return value;
  }

  path(): readonly string[] {
    const parts = [this.#name()];
    while (this.skip('.')) parts.push(this.#name());
    return parts;
  }

  #name(): string {
    const token = this.take();
    if (!token.startsWith('#')) return token;
    const name = this.#words.ExpressionAttributeNames?.[token];
    if (name === undefined) throw new InvalidExpression(`the name ${token}, which nobody gave`);
    return name;
  }

  #at(path: readonly string[]): Value | undefined {
    let found: Value | undefined = { M: this.#item };
    for (const part of path) found = fieldsOf(found)?.get(part);
    return found;
  }
}

const inOrder = (a: Value | undefined, b: Value | undefined): boolean =>
  a !== undefined && b !== undefined && compareValues(a, b) <= 0;

/** A map, since a field may be called "constructor". */
const fieldsOf = (value: Value | undefined): Map<string, Value> | undefined =>
  value?.M ? new Map(Object.entries(value.M as Record<string, Value>)) : undefined;

function sum(a: Value, b: Value, sign: 1 | -1): Value {
  if (typeof a.N !== 'string' || typeof b.N !== 'string') throw new InvalidExpression('a sum of what are no numbers');
  return { N: String(Number(a.N) + sign * Number(b.N)) };
}

function withValue(target: Value, [part = '', ...rest]: readonly string[], value: Value | undefined): Value {
  const fields = fieldsOf(target);
  if (!fields) throw new InvalidExpression('a path that is not in the item');
  const changed = rest.length === 0 ? value : withValue(fields.get(part) ?? {}, rest, value);
  if (changed === undefined) fields.delete(part);
  else fields.set(part, changed);
  return { M: Object.fromEntries(fields) };
}
