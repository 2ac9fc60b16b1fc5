import { expect, it, onTestFinished } from 'vitest';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../support/dynamodb-local.ts';
import { compareWithMemory, comparisonSeed } from './item-store-comparison.ts';

const runs = Number(process.env.HUNDRED_DAYS_RUNS ?? 2000);
const seed = comparisonSeed();
const reason = whyNoDynamoDbLocal();
if (reason !== undefined) process.stderr.write(`SKIPPED: comparing DynamoDB Local with memory: ${reason}\n`);

it.skipIf(reason !== undefined)(
  `never differs from memory over ${runs} sequences of operations on DynamoDB Local, seed ${seed}`,
  async () => {
    const { store, close } = await startDynamoDbLocal();
    onTestFinished(close);
    await expect(compareWithMemory(store, runs, seed)).resolves.toBeUndefined();
  },
);
