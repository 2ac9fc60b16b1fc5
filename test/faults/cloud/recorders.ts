import { generateKeyPairSync } from 'node:crypto';
import { type Answer, type Call, jsonAnswer, textOf, xmlAnswer } from './exchange.ts';

/** Keeps what came in, so that a test can count it; put back by `snapshot`. */
class Record<Entry> {
  #entries: readonly Entry[] = [];

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  keep(entry: Entry): number {
    this.#entries = [...this.#entries, entry];
    return this.#entries.length;
  }

  snapshot(): () => void {
    const entries = this.#entries;
    return () => {
      this.#entries = entries;
    };
  }
}

/** What SNS was asked to publish, and took. */
export class Topics extends Record<Readonly<{ [field: string]: string }>> {
  answer({ input }: Call): Answer {
    const id = this.keep(input as { [field: string]: string });
    return xmlAnswer(
      200,
      `<PublishResponse><PublishResult><MessageId>sns-${id}</MessageId></PublishResult></PublishResponse>`,
    );
  }
}

/** What the gateway of a carrier was asked to send, and took: what Aliyun needs of it, without times and signatures. */
export class Gateway extends Record<Readonly<{ [field: string]: string }>> {
  answer({ request: { url, body } }: Call): Answer {
    const asked = new Map([...url.searchParams, ...new URLSearchParams(textOf(body))]);
    const fields = ['PhoneNumbers', 'TemplateCode', 'TemplateParam', 'OutId'];
    const id = this.keep(Object.fromEntries(fields.map((field) => [field, asked.get(field) ?? ''])));
    return jsonAnswer(200, { Code: 'OK', Message: 'OK', BizId: `biz-${id}`, RequestId: 'R' });
  }
}

interface Start {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
}

export interface Execution extends Omit<Start, 'stateMachineArn'> {
  readonly status: 'RUNNING' | 'ABORTED';
}

/** Executions of the workflow, each started once for its name. */
export class Executions {
  #executions: ReadonlyMap<string, Execution> = new Map();

  get entries(): readonly Execution[] {
    return [...this.#executions.values()];
  }

  snapshot(): () => void {
    const executions = this.#executions;
    return () => {
      this.#executions = executions;
    };
  }

  answer({ operation, input }: Call): Answer {
    switch (operation) {
      case 'ListExecutions': {
        const running = this.entries.filter(({ status }) => status === 'RUNNING');
        return jsonAnswer(200, { executions: running.map(({ name }) => ({ name })) });
      }
      case 'StartExecution':
        return this.#start(input as Start);
      case 'StopExecution':
        return this.#stop((input as { executionArn: string }).executionArn.split(':').at(-1) ?? '');
      default:
        return jsonAnswer(400, { __type: 'UnknownOperationException' });
    }
  }

  /** The same name and input again is a success while it runs, as the service has it. */
  #start({ name, input }: Start): Answer {
    const before = this.#executions.get(name);
    const same = before?.status === 'RUNNING' && before.input === input;
    if (before && !same) return jsonAnswer(400, { __type: 'ExecutionAlreadyExists', message: name });
    this.#put({ name, input, status: 'RUNNING' });
    return jsonAnswer(200, { executionArn: name, startDate: 0 });
  }

  #stop(name: string): Answer {
    const found = this.#executions.get(name);
    if (!found) return jsonAnswer(400, { __type: 'ExecutionDoesNotExist', message: name });
    this.#put({ ...found, status: 'ABORTED' });
    return jsonAnswer(200, { stopDate: 0 });
  }

  #put(execution: Execution): void {
    this.#executions = new Map(this.#executions).set(execution.name, execution);
  }
}

/** The key pair of the tests' issuer; made once, since that takes longer than a run. */
export const ISSUER_KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const keysAnswer = (): Answer =>
  jsonAnswer(200, {
    keys: [{ ...ISSUER_KEYS.publicKey.export({ format: 'jwk' }), kid: 'K1', alg: 'RS256', use: 'sig' }],
  });

/** The one secret, with the fields that gateway and receipts read. */
export const SECRET = { keyId: 'key-id', keySecret: 'key-secret', receiptToken: 'receipt-token-of-the-tests' };

export const secretAnswer = (): Answer => jsonAnswer(200, { SecretString: JSON.stringify(SECRET) });
