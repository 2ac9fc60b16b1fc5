import { describe, it } from 'vitest';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../support/dynamodb-local.ts';
import { describeItemStore } from './item-store.contract.ts';

const reason = whyNoDynamoDbLocal();

if (reason === undefined) {
  describeItemStore('DynamoDB Local', 50, startDynamoDbLocal);
} else {
  process.stderr.write(`SKIPPED: the item-store contract on DynamoDB Local: ${reason}\n`);
  describe('an item store on DynamoDB Local', () => {
    it.skip(`skipped: ${reason}`);
  });
}
