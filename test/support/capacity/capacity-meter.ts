import { type AttributeValue, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableDefinition } from '../../../shared/adapters/dynamodb-table.ts';
import { type Image, indexWriteUnits, readUnits, tableWriteUnits, type Written } from './capacity-rules.ts';

/** What was asked of DynamoDB, and what it costs in units. */
export interface Consumption {
  /** Requests by command; one that its condition turned down counts as well. */
  readonly requests: Record<string, number>;
  /** How often it waited for answers: requests under way at the same time are one. */
  rounds: number;
  /** By the size of the items, as DynamoDB bills them. */
  readonly sized: Units;
  /** As DynamoDB Local says, item by item. */
  readonly reported: Units;
}

interface Units {
  write: number;
  read: number;
}

export interface CapacityMeter {
  /** What was counted since it was last asked. */
  take(): Consumption;
}

const SHADOW = 'shadow';
const INDEXES = tableDefinition(SHADOW).GlobalSecondaryIndexes;
const READS: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query']);
const WITH_CAPACITY = { ReturnConsumedCapacity: 'INDEXES' } as const;

/**
 * Counts what a client asks of DynamoDB Local, from before the first write on. It looks at items before and after each
 * write by a client of its own, so what it counts by size holds whatever way a write is expressed; writes of one item at
 * once would confuse it. What DynamoDB Local reports of a transaction is of no use, as it takes one item for all and
 * doubles the index too, so each write is repeated by itself on a second table and its report doubled here. Of a read
 * in an index that finds nothing DynamoDB Local reports nothing, where DynamoDB bills half a unit.
 */
export async function meterCapacity(client: DynamoDBClient): Promise<CapacityMeter> {
  const { region, endpoint, credentials } = client.config;
  const bare = new DynamoDBClient({ region, credentials, ...(endpoint && { endpoint }) });
  await bare.send(new CreateTableCommand(tableDefinition(SHADOW)));
  const documents = DynamoDBDocumentClient.from(bare);
  const count: Count = { counted: nothing(), underWay: 0, documents };
  client.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, ...WITH_CAPACITY } }), {
    step: 'initialize',
    name: 'askForConsumedCapacity',
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      let result: Awaited<ReturnType<typeof next>> | undefined;
      await countRequest(requestOf(args.request), count, async () => {
        result = await next(args);
        return result.output as Output;
      });
      if (result === undefined) throw new Error('a request was counted and not made');
      return result;
    },
    { step: 'build', name: 'countConsumedCapacity' },
  );
  return {
    take() {
      const taken = count.counted;
      count.counted = nothing();
      return taken;
    },
  };
}

interface Count {
  counted: Consumption;
  underWay: number;
  readonly documents: DynamoDBDocumentClient;
}

async function countRequest({ command, input }: Request, count: Count, make: () => Promise<Output>): Promise<void> {
  const { counted, documents } = count;
  counted.requests[command] = (counted.requests[command] ?? 0) + 1;
  if (count.underWay === 0) counted.rounds += 1;
  const answer = async (): Promise<Output> => {
    count.underWay += 1;
    return make().finally(() => {
      count.underWay -= 1;
    });
  };
  if (READS.has(command)) return countRead(counted, input, await answer());
  const places = placesOf(input);
  const before = await imagesOf(documents, places);
  await answer();
  const after = await imagesOf(documents, places);
  const writes = places.map((place, at) => ({ ...place, before: before[at], after: after[at] }));
  return countWrites(counted, writes, input.TransactItems !== undefined, documents);
}

const nothing = (): Consumption => ({
  requests: {},
  rounds: 0,
  sized: { write: 0, read: 0 },
  reported: { write: 0, read: 0 },
});

function countRead(counted: Consumption, { ConsistentRead = false, RequestItems }: Input, output: Output): void {
  const { Items, Item, Responses, ConsumedCapacity } = output;
  if (Responses) {
    // Each item of a batch is billed by itself, and what is missing as one block.
    for (const [table, { Keys, ConsistentRead: isConsistent = false }] of Object.entries(RequestItems ?? {})) {
      const images = (Responses[table] ?? []).map(plain);
      for (const image of images) counted.sized.read += readUnits([image], isConsistent);
      counted.sized.read += (Keys.length - images.length) * readUnits([], isConsistent);
    }
  } else counted.sized.read += readUnits((Items ?? (Item ? [Item] : [])).map(plain), ConsistentRead);
  for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) counted.reported.read += CapacityUnits;
}

async function countWrites(
  counted: Consumption,
  writes: ReadonlyArray<Written & Place>,
  isTransaction: boolean,
  documents: DynamoDBDocumentClient,
): Promise<void> {
  for (const write of writes) {
    const indexes = INDEXES.reduce((total, index) => total + indexWriteUnits(write, index), 0);
    counted.sized.write += tableWriteUnits(write, isTransaction) + indexes;
    const { Table, CapacityUnits = 0 } = (await repeat(write, documents)) ?? {};
    counted.reported.write += CapacityUnits + (isTransaction ? (Table?.CapacityUnits ?? 0) : 0);
  }
}

async function repeat({ Key, after }: Written & Place, documents: DynamoDBDocumentClient) {
  const { ConsumedCapacity } = after
    ? await documents.send(new PutCommand({ TableName: SHADOW, Item: after, ...WITH_CAPACITY }))
    : await documents.send(new DeleteCommand({ TableName: SHADOW, Key, ...WITH_CAPACITY }));
  return ConsumedCapacity;
}

interface Place {
  readonly TableName: string;
  readonly Key: { readonly pk: string | undefined; readonly sk: string | undefined };
}

interface Action {
  readonly TableName?: string;
  readonly Key?: Record<string, AttributeValue>;
  readonly Item?: Record<string, AttributeValue>;
}

interface Input extends Action {
  readonly ConsistentRead?: boolean;
  readonly TransactItems?: ReadonlyArray<Record<string, Action>>;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys: readonly unknown[]; readonly ConsistentRead?: boolean }>
  >;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

interface Output {
  readonly Item?: Image;
  readonly Items?: readonly Image[];
  readonly Responses?: Readonly<Record<string, readonly Image[]>>;
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
}

/** An item as a client gets it that asks in DynamoDB's own words. */
const plain = (image: Image): Image =>
  Object.fromEntries(
    Object.entries(image as Record<string, AttributeValue>).map(([name, value]) => [
      name,
      value.S ?? value.B ?? (value.N === undefined ? value : Number(value.N)),
    ]),
  );

interface Request {
  readonly command: string;
  readonly input: Input;
}

/** The request as it goes over the line. */
function requestOf(request: unknown): Request {
  const { headers, body } = request as { readonly headers: Record<string, string>; readonly body: unknown };
  const command = headers['x-amz-target']?.split('.').at(-1);
  if (!command) throw new TypeError('the client no longer names its command in a header; read it another way');
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
  return { command, input: JSON.parse(text) as Input };
}

function placesOf({ TableName = '', Key, Item, TransactItems }: Input): Place[] {
  if (TransactItems) return TransactItems.flatMap((item) => Object.values(item).flatMap(placesOf));
  const { pk, sk } = Key ?? Item ?? {};
  if (!pk || !sk) throw new TypeError('a write without a key; teach the meter this command first');
  return [{ TableName, Key: { pk: pk.S, sk: sk.S } }];
}

const imagesOf = (documents: DynamoDBDocumentClient, places: readonly Place[]): Promise<Array<Image | undefined>> =>
  Promise.all(
    places.map(async (place) => (await documents.send(new GetCommand({ ...place, ConsistentRead: true }))).Item),
  );
