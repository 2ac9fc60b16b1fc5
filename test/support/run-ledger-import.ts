import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Drop } from '../../functions/ledger-import/drop.ts';
import { ledgerReader } from '../../functions/ledger-import/read-action.ts';
import { ledgerImport } from '../../functions/ledger-import/run-action.ts';
import { workbookUnpacker } from '../../functions/ledger-import/workbook-action.ts';
import type { Services } from '../../functions/services.ts';
import type { WorkflowTask } from '../../functions/workflow-task.ts';
import { createFolderArchive } from '../../shared/adapters/folder-archive.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

type JSONValue = Parameters<StateMachine['run']>[0];

/** The state machine's one file. */
export const readDefinition = (): StateMachineDefinition =>
  JSON.parse(readFileSync(new URL('../../infra/workflow/ledger-import.asl.json', import.meta.url), 'utf8'));

/** A stage as the cloud has it: the archive is the bucket of imports, here a folder. */
export async function openImportStage(folder: string, campaign?: Campaign): Promise<TestStage> {
  const stage = await openTestStage(campaign);
  return { ...stage, services: { ...stage.services, archive: createFolderArchive({ folder, durability: 'fast' }) } };
}

export interface DroppedLedger {
  readonly campaign: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Left out: there is none. */
  readonly settings?: unknown;
  /** Which time the file is put there. */
  readonly turn?: number;
}

/** Puts a ledger and its mapping where the cloud looks for them; gives what the notice says of it. */
export async function dropLedger({ campaign, file, bytes, settings, turn = 1 }: DroppedLedger, { archive }: Services) {
  const key = `import/${campaign}/${file}`;
  const mapping = key.replace(/\.[^.]*$/, '.mapping.json');
  if (settings !== undefined) await archive.put(mapping, Buffer.from(JSON.stringify(settings)));
  await archive.put(key, bytes);
  return { key, size: bytes.length, etag: hash('md5', bytes), sequencer: String(turn).padStart(4, '0') };
}

/** How an execution ended: the output, or the error that an operator is told of. */
export type ImportRun =
  | { readonly output: Record<string, { readonly [name: string]: unknown }>; readonly calls: readonly string[] }
  | { readonly error: unknown; readonly calls: readonly string[] };

/** Comes before and after each call of a function; what it throws is that function's crash. */
export type Meddle = (call: string, moment: 'before' | 'after') => void;

const ZERO = { ReadLedger: 0, UnpackWorkbook: 0, TakeInChunk: 0, WriteReport: 0 };

/**
 * Runs the state machine's own file by the local interpreter, on the real handlers. It knows no list of items outside the
 * input, so the one that lies in the bucket is handed to it; all else is as in the file.
 */
export async function runImport(drop: Drop, services: Services, meddle: Meddle = () => undefined): Promise<ImportRun> {
  const calls: string[] = [];
  const { archive } = services;
  const source = () => async (dropped: Drop) => archive.get(dropped.key);
  const read = ledgerReader(source);
  const unpack = workbookUnpacker(source);
  const call =
    (task: WorkflowTask) =>
    async (event: unknown): Promise<JSONValue> => {
      const { action, chunk = '' } = event as { action: string; chunk?: string };
      const name = `${action} ${chunk}`.trim();
      calls.push(name);
      meddle(name, 'before');
      const result = await task(event, services);
      meddle(name, 'after');
      return result as JSONValue;
    };
  const readThenList = async (event: unknown): Promise<JSONValue> => {
    const result = (await call(read)(event)) as { chunkList?: string };
    const list = result.chunkList && (await archive.get(result.chunkList));
    return { ...result, ...(list && { items: JSON.parse(Buffer.from(list).toString()) }) };
  };
  const machine = new StateMachine(withItemsInInput(readDefinition()), { validationOptions: { noValidate: true } });
  const run = machine.run(
    { detail: { bucket: { name: 'imports' }, object: { ...drop } } },
    {
      overrides: {
        taskResourceLocalHandlers: {
          ReadLedger: readThenList,
          UnpackWorkbook: call(unpack),
          TakeInChunk: call(ledgerImport),
          WriteReport: call(ledgerImport),
        },
        retryIntervalOverrides: ZERO,
      },
    },
  );
  return run.result.then(
    (output) => ({ output: output as Record<string, { [name: string]: unknown }>, calls }),
    (error: unknown) => ({ error, calls }),
  );
}

function withItemsInInput(definition: StateMachineDefinition): StateMachineDefinition {
  const { ItemReader: _, ResultWriter: __, ...map } = definition.States.TakeIn as unknown as Record<string, unknown>;
  const taken = { ...map, ItemsPath: '$.read.items' } as unknown as StateMachineDefinition['States'][string];
  return { ...definition, States: { ...definition.States, TakeIn: taken } };
}
