import { vi } from 'vitest';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Call, textOf } from './cloud/exchange.ts';
import { createConductor } from './conduct.ts';
import type { Delivery, Invoke, Outcome } from './deliveries.ts';
import { digestOf, normalItems, normalName, normalText } from './normal-form.ts';
import type { Disturbance } from './plan.ts';
import { conducted } from './seam.ts';
import type { FaultStage } from './stage.ts';

/** One event in one situation, to be disturbed at each of its calls. */
export interface Scenario {
  readonly title: string;
  /** The module of the handler, below `functions`. */
  readonly handler: string;
  /** Where it differs from the common environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Brings the stage to the moment before the event; the clock stands where it leaves it. */
  readonly begin: (stage: FaultStage) => Promise<void>;
  readonly delivery: Delivery;
  /** Holds a disturbed run against the one that nobody disturbed. Without it both must have come to the same. */
  readonly judge?: (run: Run, calm: Run) => void;
  /** What else people see afterwards, for the judgement. */
  readonly look?: (stage: FaultStage) => Promise<unknown>;
  /** What of the last answer must be the same; without it all of it, save for `repeated`. */
  readonly answerOf?: (answer: unknown) => unknown;
}

/** What a run left behind. */
export interface Run {
  readonly disturbance?: Disturbance;
  /** Every attempt of the first delivery. */
  readonly calls: readonly Call[];
  /** Calls that nothing but the end of the function would have ended. */
  readonly endless: readonly string[];
  readonly first: Outcome;
  readonly last: Outcome;
  readonly world: World;
  readonly seen?: unknown;
  readonly logs: string;
  readonly startedAt: Instant;
}

/** Everything that somebody can see of the cloud afterwards. */
export interface World {
  readonly items: readonly string[];
  readonly objects: readonly string[];
  readonly published: readonly string[];
  readonly atGateway: readonly string[];
  readonly executions: readonly string[];
}

type Handler = (event: unknown, context: object) => Promise<unknown>;

let instances = 0;

/** A handler as a new instance of the function has it: its module anew, what it imports shared. */
export async function coldHandler({ handler, env = {} }: Pick<Scenario, 'handler' | 'env'>): Promise<Handler> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  const file = new URL(`../../functions/${handler}`, import.meta.url).pathname;
  instances += 1;
  const module = (await import(/* @vite-ignore */ `${file}?instance=${instances}`)) as { handler: Handler };
  for (const name of Object.keys(env)) delete process.env[name];
  Object.assign(process.env, before);
  return module.handler;
}

export interface PlayOptions {
  /** From here on what is written down is of the run, not of what was before it. */
  readonly startedAt: Instant;
  readonly disturbance?: Disturbance | undefined;
  /** Another event: it comes where the disturbance says “interleaved”, without one after the first delivery. */
  readonly rival?: Scenario | undefined;
}

/** Plays a scenario from its beginning, which the caller has restored, to the end of all deliveries. */
export async function play(scenario: Scenario, stage: FaultStage, options: PlayOptions): Promise<Run> {
  const { cloud } = stage;
  const { startedAt, disturbance } = options;
  const logs: string[] = [];
  const silence = mute(logs);
  const [own, other] = [createInvoker(scenario, stage), createInvoker(options.rival ?? scenario, stage)];
  let between: Outcome | undefined;
  const meanwhile = async () => {
    between = await (options.rival ?? scenario).delivery.first(other);
  };
  const conductor = createConductor(cloud, disturbance, meanwhile);
  const handler = await coldHandler(scenario);
  const first = await scenario.delivery.first((event) =>
    Promise.race([
      conducted(conductor.conduct, () => settled(handler, event)),
      conductor.killed.then(() => ({ end: 'killed' }) as const),
    ]),
  );
  const calls = [...conductor.calls];
  if (options.rival) await seeThrough(options.rival, between, other);
  const warm: Invoke = first.end === 'killed' ? own : (event) => settled(handler, event);
  const last = await scenario.delivery.again(first, warm);
  const written = logs.join('');
  const seen = await scenario.look?.(stage);
  silence();
  return {
    seen,
    ...(disturbance && { disturbance }),
    calls,
    endless: conductor.endless,
    first,
    last,
    world: worldOf(stage, startedAt),
    logs: written,
    startedAt,
  };
}

/** What is left of a rival: all of it where it has not come in between. */
async function seeThrough({ delivery }: Scenario, before: Outcome | undefined, invoke: Invoke): Promise<void> {
  await delivery.again(before ?? (await delivery.first(invoke)), invoke);
}

/** Invokes an instance of its own, undisturbed. */
function createInvoker(scenario: Scenario, { cloud }: FaultStage): Invoke {
  let handler: Promise<Handler> | undefined;
  return async (event) => {
    handler ??= coldHandler(scenario);
    const { conduct } = createConductor(cloud);
    const instance = await handler;
    return conducted(conduct, () => settled(instance, event));
  };
}

const CONTEXT = { awsRequestId: 'R1', functionName: 'function', getRemainingTimeInMillis: () => 900_000 };

async function settled(handler: Handler, event: unknown): Promise<Outcome> {
  try {
    // Handlers may write into their event, and each delivery brings its own copy.
    return { end: 'answered', answer: await handler(structuredClone(event), { ...CONTEXT }) };
  } catch (error) {
    return { end: 'failed', error };
  }
}

function mute(logs: string[]): () => void {
  const take = (chunk: unknown): boolean => {
    logs.push(String(chunk));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(take));
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

function worldOf({ cloud }: FaultStage, startedAt: Instant): World {
  const normal = (entry: unknown) => normalText(JSON.stringify(entry), startedAt);
  return {
    items: normalItems(cloud.table.items, startedAt),
    objects: [...cloud.buckets.objects]
      .map(([path, bytes]) => `${normalName(path, startedAt)} ${digestOf(normalText(textOf(bytes), startedAt))}`)
      .toSorted(),
    published: cloud.topics.entries.map(normal).toSorted(),
    atGateway: cloud.gateway.entries.map(normal).toSorted(),
    executions: cloud.executions.entries.map(normal).toSorted(),
  };
}
