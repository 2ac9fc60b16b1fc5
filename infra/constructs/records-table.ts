import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  Operation,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DUE_INDEX, tableDefinition } from '../../shared/adapters/dynamodb-table.ts';
import type { StageSettings } from '../cdk-settings.ts';
import type { OperatorChannel } from './operator-channel.ts';
import type { RecordsKey } from './records-key.ts';

export interface RecordsTableProps {
  readonly settings: StageSettings;
  readonly key: RecordsKey;
  readonly operators: OperatorChannel;
}

/** What a function may do with items, each by the first word of its partition, `PROBLEM` for `PROBLEM#c#3`. */
export interface TableAccess {
  readonly reads: readonly string[];
  readonly writes?: readonly string[];
  /** What may be taken away for good; nearly everything is written over at most. */
  readonly deletes?: readonly string[];
  /** Partitions of the index. */
  readonly due?: readonly string[];
}

type KeySchema = ReadonlyArray<{ readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }>;

const keysOf = (schema: KeySchema): { partitionKey: Attribute; sortKey: Attribute } => {
  const attribute = (type: 'HASH' | 'RANGE'): Attribute => ({
    name: schema.find(({ KeyType }) => KeyType === type)?.AttributeName ?? '',
    type: AttributeType.STRING,
  });
  return { partitionKey: attribute('HASH'), sortKey: attribute('RANGE') };
};

/** The one table, as its adapter defines it. */
export class RecordsTable extends Construct {
  readonly table: Table;
  readonly #key: RecordsKey;
  /** What every function reads, whatever it does. */
  readonly #common: readonly string[];

  constructor(scope: Construct, id: string, { settings, key, operators }: RecordsTableProps) {
    super(scope, id);
    this.#key = key;
    this.#common = settings.clock ? ['STAGE'] : [];
    const { KeySchema, GlobalSecondaryIndexes } = tableDefinition('');
    this.table = new Table(this, 'Table', {
      ...keysOf(KeySchema),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: !settings.throwaway,
      removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    for (const { IndexName, KeySchema: schema, Projection } of GlobalSecondaryIndexes) {
      const projectionType = ProjectionType[Projection.ProjectionType];
      this.table.addGlobalSecondaryIndex({ indexName: IndexName, ...keysOf(schema), projectionType });
    }
    this.#watch(operators);
  }

  /** Lets a function at the items it names, and at no others. */
  grant(role: IRole, { reads, writes = [], deletes = [], due = [] }: TableAccess): void {
    const { tableArn } = this.table;
    const allow = (actions: string[], resource: string, families: readonly string[]): void => {
      if (families.length === 0) return;
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [resource],
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': families.flatMap(partitionsOf) } },
        }),
      );
    };
    // What a query of the index finds is read by its keys, many at a time.
    const batch = due.length > 0 ? ['BatchGetItem'] : [];
    allow(['GetItem', ...batch, 'Query'], tableArn, [...reads, ...this.#common]);
    allow(['PutItem'], tableArn, writes);
    allow(['DeleteItem'], tableArn, deletes);
    allow(['Query'], `${tableArn}/index/${DUE_INDEX}`, due);
    if (writes.length > 0) this.#key.grantReadWrite(role, 'dynamodb');
    else this.#key.grantRead(role, 'dynamodb');
  }

  /** One alarm an operation, so that it names what fails. */
  #watch(operators: OperatorChannel): void {
    for (const operation of WATCHED) {
      const metricOf = (metricName: string) =>
        this.table.metric(metricName, {
          dimensionsMap: { TableName: this.table.tableName, Operation: operation },
          statistic: Stats.SUM,
          period: Duration.minutes(5),
        });
      operators.alarm(this, `Throttled-${operation}`, {
        metric: metricOf('ThrottledRequests'),
        above: 10,
        errorImpact: `Inspections, sweeps and pages wait or fail, because the table turns ${operation} away.`,
        article: 'table-throttled',
      });
      operators.alarm(this, `SystemErrors-${operation}`, {
        metric: metricOf('SystemErrors'),
        above: 10,
        errorImpact: `Inspections, sweeps and pages fail, because DynamoDB itself fails at ${operation}.`,
        article: 'table-system-errors',
      });
    }
  }
}

const WATCHED = [Operation.GET_ITEM, Operation.QUERY, Operation.PUT_ITEM, Operation.TRANSACT_WRITE_ITEMS];

const partitionsOf = (family: string): readonly string[] => [family, `${family}#*`];
