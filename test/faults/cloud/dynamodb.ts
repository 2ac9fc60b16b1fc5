import { DUE_INDEX, KEY_ATTRIBUTES, tableDefinition } from '../../../shared/adapters/dynamodb-table.ts';
import { type Answer, type Call, jsonAnswer } from './exchange.ts';
import {
  compareValues,
  holds,
  InvalidExpression,
  type StoredItem,
  updated,
  type Value,
  type Words,
} from './expressions.ts';

interface Write extends Words {
  readonly Key?: StoredItem;
  readonly Item?: StoredItem;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

interface Query extends Words {
  readonly IndexName?: string;
  readonly KeyConditionExpression: string;
  readonly Limit?: number;
  readonly ScanIndexForward?: boolean;
  readonly ExclusiveStartKey?: StoredItem;
}

interface BatchGet {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly StoredItem[] }>>;
}

type Kind = 'Put' | 'Delete' | 'Update' | 'ConditionCheck';

interface Transaction {
  readonly TransactItems: ReadonlyArray<Partial<Record<Kind, Write>>>;
  readonly ClientRequestToken?: string;
}

/** One of DynamoDB's own errors, as it goes over the line. */
export class TableFault extends Error {
  override readonly name: string;
  readonly fields: object;
  constructor(name: string, fields: object = {}) {
    super(name);
    this.name = name;
    this.fields = fields;
  }
}

type Items = Map<string, StoredItem>;

/** Whether the index holds whole items, as the table is defined. */
const [index] = tableDefinition('table').GlobalSecondaryIndexes;
const IS_WHOLE = (index?.Projection.ProjectionType as string) === 'ALL';

const keyOf = (item: StoredItem): string => JSON.stringify([item.pk?.S, item.sk?.S]);

/**
 * A table in memory that answers DynamoDB's protocol: just the commands and expressions that the item store sends, and
 * an error for every other. The contract of the item stores holds for it.
 */
export class MemoryTable {
  #items: Items = new Map();
  /** Transactions by their tokens: sent again, one is done already. */
  #tokens = new Map<string, string>();

  get items(): readonly StoredItem[] {
    return [...this.#items.values()];
  }

  /** What puts the table back to where it is now. Items are never changed in place, so a copy of the map will do. */
  snapshot(): () => void {
    const [items, tokens] = [new Map(this.#items), new Map(this.#tokens)];
    return () => {
      this.#items = new Map(items);
      this.#tokens = new Map(tokens);
    };
  }

  answer({ operation, input }: Pick<Call, 'operation' | 'input'>): Answer {
    try {
      return jsonAnswer(200, this.#answer(operation, input as Write & Query & Transaction));
    } catch (error) {
      if (error instanceof InvalidExpression)
        return tableFault(
          new TableFault('ValidationException', { message: `the stand-in does not take ${error.message}` }),
        );
      if (error instanceof TableFault) return tableFault(error);
      throw error;
    }
  }

  #answer(operation: string, input: Write & Query & Transaction): object {
    switch (operation) {
      case 'GetItem':
        return { Item: this.#items.get(keyOf(input.Key ?? {})) };
      case 'BatchGetItem':
        return this.getBatch(input as unknown as BatchGet, Number.POSITIVE_INFINITY);
      case 'Query':
        return this.#query(input);
      case 'PutItem':
        return this.#alone('Put', input);
      case 'DeleteItem':
        return this.#alone('Delete', input);
      case 'UpdateItem':
        return this.#alone('Update', input);
      case 'TransactWriteItems':
        return this.#together(input);
      default:
        throw new TableFault('UnknownOperationException', { message: `the stand-in does not know ${operation}` });
    }
  }

  /** Of each table's keys so many are read; the others are named, as where the table is busy. */
  getBatch({ RequestItems }: BatchGet, most: number): object {
    const answer: Record<'Responses' | 'UnprocessedKeys', Record<string, unknown>> = {
      Responses: {},
      UnprocessedKeys: {},
    };
    for (const [table, { Keys }] of Object.entries(RequestItems)) {
      answer.Responses[table] = Keys.slice(0, most).flatMap((key) => this.#items.get(keyOf(key)) ?? []);
      if (Keys.length > most) answer.UnprocessedKeys[table] = { Keys: Keys.slice(most) };
    }
    return answer;
  }

  #query(query: Query): object {
    const { partition, sort } = KEY_ATTRIBUTES[query.IndexName === DUE_INDEX ? 'due' : 'main'];
    const sign = query.ScanIndexForward === false ? -1 : 1;
    const order = (a: StoredItem, b: StoredItem) => sign * compareKeys(a, b, [sort, 'pk', 'sk']);
    const { ExclusiveStartKey: start, Limit: limit = Number.POSITIVE_INFINITY } = query;
    const found = this.items
      .filter((item) => item[partition] && holds(query.KeyConditionExpression, item, query))
      .filter((item) => start === undefined || order(item, start) > 0)
      .sort(order);
    const page = found.slice(0, limit);
    const last = found.length >= limit ? page.at(-1) : undefined;
    const keys = [...new Set(['pk', 'sk', partition, sort])];
    const Items = partition === 'pk' || IS_WHOLE ? page : page.map((item) => pick(item, keys));
    return { Items, Count: Items.length, ...(last && { LastEvaluatedKey: pick(last, keys) }) };
  }

  #alone(kind: Kind, write: Write): object {
    const old = this.#items.get(keyOf(write.Item ?? write.Key ?? {}));
    if (!holds(write.ConditionExpression ?? 'attribute_exists(pk) OR attribute_not_exists(pk)', old, write)) {
      const Item = write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? old : undefined;
      throw new TableFault('ConditionalCheckFailedException', { message: 'The conditional request failed', Item });
    }
    apply(this.#items, kind, write);
    return {};
  }

  #together({ TransactItems, ClientRequestToken: token = '' }: Transaction): object {
    const text = JSON.stringify(TransactItems);
    const before = this.#tokens.get(token);
    if (before === text) return {};
    if (before !== undefined) throw new TableFault('IdempotentParameterMismatchException');
    const next = new Map(this.#items);
    const reasons = TransactItems.map((item) => reasonAgainst(item, this.#items, next));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TableFault('TransactionCanceledException', {
        message: 'Transaction cancelled',
        CancellationReasons: reasons,
      });
    }
    this.#items = next;
    if (token) this.#tokens.set(token, text);
    return {};
  }
}

/** Applies one action of a transaction to `next`, or says why it can't be. */
function reasonAgainst(item: Partial<Record<Kind, Write>>, items: Items, next: Items): { readonly Code: string } {
  const [kind, write] = (Object.entries(item)[0] ?? []) as [Kind, Write];
  const old = items.get(keyOf(write.Item ?? write.Key ?? {}));
  if (write.ConditionExpression && !holds(write.ConditionExpression, old, write))
    return { Code: 'ConditionalCheckFailed' };
  try {
    apply(next, kind, write);
    return { Code: 'None' };
  } catch (error) {
    if (error instanceof InvalidExpression) return { Code: 'ValidationError' };
    throw error;
  }
}

function apply(items: Items, kind: Kind, write: Write): void {
  const key = keyOf(write.Item ?? write.Key ?? {});
  if (kind === 'Put' && write.Item) items.set(key, write.Item);
  if (kind === 'Delete') items.delete(key);
  if (kind === 'Update')
    items.set(key, updated(write.UpdateExpression ?? '', { ...write.Key, ...items.get(key) }, write));
}

function compareKeys(a: StoredItem, b: StoredItem, names: readonly string[]): number {
  for (const name of names) {
    const order = compareValues(a[name] ?? {}, b[name] ?? {});
    if (order) return order;
  }
  return 0;
}

const pick = (item: StoredItem, names: readonly string[]): Record<string, Value | undefined> =>
  Object.fromEntries(names.map((name) => [name, item[name]]));

/** An error of DynamoDB's over the line. */
export const tableFault = ({ name, fields }: TableFault): Answer =>
  jsonAnswer(name.startsWith('Internal') ? 500 : 400, {
    __type: `com.amazonaws.dynamodb.v20120810#${name}`,
    message: name,
    ...fields,
  });
