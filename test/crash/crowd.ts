import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../shared/adapters/seeded-random.ts';
import type { AckBook } from './ack-book.ts';
import type { Client } from './client.ts';
import { createErrands } from './errands.ts';

/** People who send inspections and act on problems, several at once, over one process after the other. */
export interface Crowd {
  /** Works until `leave`; whoever waits for an answer of a dead process is told so. */
  work(client: Client): Promise<void>;
  leave(): void;
  /** Requests that wait for their answer. */
  waiting(): number;
}

const WORKERS = 4;
const LONGEST_PAUSE_MS = 120;

export function createCrowd(units: readonly string[], random: Random, acks: AckBook): Crowd {
  const errands = createErrands(units, random, acks);
  let present = false;
  let waiting = 0;
  async function worker(client: Client): Promise<void> {
    while (present) {
      waiting += 1;
      await errands.run(client).finally(() => {
        waiting -= 1;
      });
      await sleep(random.int(0, LONGEST_PAUSE_MS));
    }
  }
  return {
    async work(client) {
      present = true;
      await Promise.all(Array.from({ length: WORKERS }, () => worker(client)));
    },
    leave() {
      present = false;
    },
    waiting: () => waiting,
  };
}
