import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Consumption, meterCapacity } from '../support/capacity/capacity-meter.ts';
import { countWork } from '../support/capacity/count-work.ts';
import { type DynamoDbLocal, startDynamoDbLocal, whyNoDynamoDbLocal } from '../support/dynamodb-local.ts';

/** What the cost table is computed from. `HUNDRED_DAYS_COUNT_WRITE=1` writes it anew, for a change that is meant. */
const FILE = new URL('../../infra/cost/counted.json', import.meta.url);

const reason = whyNoDynamoDbLocal();

if (reason === undefined) describeCapacity();
else {
  process.stderr.write(`SKIPPED: the units counted on DynamoDB Local: ${reason}\n`);
  describe('what work asks of DynamoDB', () => {
    it.skip(`skipped: ${reason}`);
  });
}

function describeCapacity(): void {
  describe('what work asks of DynamoDB', () => {
    let local: DynamoDbLocal;
    let counted: Record<string, Consumption>;
    beforeAll(async () => {
      local = await startDynamoDbLocal();
      const meter = await meterCapacity(local.client);
      counted = await countWork(local.store, meter.take);
      if (process.env.HUNDRED_DAYS_COUNT_WRITE === '1') writeFileSync(FILE, linesOf(bare(counted)));
    });
    afterAll(() => local?.close());

    const written = (...names: readonly string[]): number =>
      names.reduce((total, name) => total + (counted[name]?.sized.write ?? Number.NaN), 0);

    it('is what the cost table counts with, request by request and unit by unit', () => {
      const written: Record<string, Consumption> = JSON.parse(readFileSync(FILE, 'utf8'));
      // How often it waits depends on how the answers fall, so that is for the cost table alone.
      expect(withoutRounds(bare(counted))).toEqual(withoutRounds(written));
    });

    it('is by size what DynamoDB Local reports item by item', () => {
      for (const [name, { sized, reported }] of Object.entries(counted))
        expect({ name, units: sized.write }).toEqual({ name, units: reported.write });
    });

    it('is one write request for an inspection, whatever it found', () => {
      const writes = ({ requests }: Consumption) => Object.entries(requests).filter(([name]) => !READS.includes(name));
      expect(writes(of(counted, 'inspectionWith3Problems'))).toEqual([['TransactWriteItems', 1]]);
      expect(writes(of(counted, 'inspectionWithoutProblems'))).toEqual([['PutItem', 1]]);
    });

    it('is at most 13 write units for an inspection with 3 problems', () => {
      expect(written('inspectionWith3Problems')).toBeLessThanOrEqual(13);
    });

    it('is at most 7 write units for an escalation from its decision until it is sent', () => {
      expect(written('escalationDecision', 'escalationDelivery')).toBeLessThanOrEqual(7);
    });

    it('is half a read unit a shard for a sweep that finds nothing, beside one for the campaigns', () => {
      expect(of(counted, 'emptySweep').requests).toEqual({ Query: 8 + 1 });
      expect(of(counted, 'emptySweep').sized).toEqual({ write: 0, read: 8 * 0.5 + 1 });
    });
  });
}

const READS = ['GetItem', 'BatchGetItem', 'Query'];

const of = (counted: Record<string, Consumption>, name: string): Consumption => {
  const one = counted[name];
  if (!one) throw new Error(`${name} was not counted`);
  return one;
};

const withoutRounds = (counted: Readonly<Record<string, object>>) =>
  Object.fromEntries(Object.entries(counted).map(([name, one]) => [name, { ...one, rounds: undefined }]));

/**
 * Without what only DynamoDB Local says. How often it waits is certain where a look finds nothing; otherwise it hangs on
 * which of several answers comes first.
 */
const bare = (counted: Record<string, Consumption>) =>
  Object.fromEntries(
    Object.entries(counted).map(([name, { reported: _, rounds, ...one }]) => [
      name,
      name.startsWith('empty') ? { ...one, rounds } : one,
    ]),
  );

/** JSON as the formatter leaves it. */
const linesOf = (counted: Record<string, object>): string =>
  `${JSON.stringify(counted, null, 2).replaceAll(/\{([^{}]*)\}/g, (_, inner: string) => `{ ${inner.trim().replaceAll(/\s+/g, ' ')} }`)}\n`;
