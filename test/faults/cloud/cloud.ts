import { MemoryTable } from './dynamodb.ts';
import type { Answer, Call } from './exchange.ts';
import { MemoryBuckets } from './objects.ts';
import { Executions, Gateway, keysAnswer, secretAnswer, Topics } from './recorders.ts';

/** Everything that functions call, in memory. */
export class Cloud {
  readonly table = new MemoryTable();
  readonly buckets = new MemoryBuckets();
  readonly topics = new Topics();
  readonly gateway = new Gateway();
  readonly executions = new Executions();

  answer(call: Call): Answer {
    switch (call.service) {
      case 'dynamodb':
        return this.table.answer(call);
      case 's3':
        return this.buckets.answer(call);
      case 'sns':
        return this.topics.answer(call);
      case 'gateway':
        return this.gateway.answer(call);
      case 'states':
        return this.executions.answer(call);
      case 'secretsmanager':
        return secretAnswer();
      case 'keys':
        return keysAnswer();
      default:
        return call.service satisfies never;
    }
  }

  /** What puts everything back to where it is now. */
  snapshot(): () => void {
    const parts = [this.table, this.buckets, this.topics, this.gateway, this.executions].map((part) => part.snapshot());
    return () => {
      for (const restore of parts) restore();
    };
  }
}
