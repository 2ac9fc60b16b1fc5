import { type ChildProcess, fork } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Derivatives } from '../../functions/photo-intake/derive-photo.ts';
import type { PhotoRefusal } from '../../shared/domain/photo/photo-refusal.ts';
import { notSeenThrough, PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';

/** What the process says of the photo it was sent. */
export type DeriveAnswer = { readonly made: Derivatives } | { readonly refused: PhotoRefusal };

export interface DeriveSettings {
  /** The largest photo takes ten seconds; one made to keep the decoder busy must not hold up those behind it. */
  readonly patienceMs?: number;
  readonly program?: URL;
}

const PROGRAM = new URL('./photo-process.ts', import.meta.url);
const PATIENCE_MS = 60_000;
/** The largest JPEG needs 600; its pixels lie outside. Set, so that a photo is taken or refused alike on every machine. */
const HEAP_MB = 1024;
/** Node's account of an error, with what it was and where, is shorter. */
const LAST_WORDS_BYTES = 4096;

/** By these a person or the system ends everything; they say nothing of the photo. */
const STOPS: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);
/** What stands in place of a signal where there are none. */
const ABORTED = 128 + constants.signals.SIGABRT;

/**
 * Makes what is shown of a photo in a process of its own: decoding takes a second or more, in which requests are answered
 * and deadlines watched, and where it runs out of memory its process ends alone. Throws `PhotoRefused`, also where the
 * process was ended by the photo or by our patience.
 */
export async function deriveInProcess(bytes: Uint8Array, settings: DeriveSettings = {}): Promise<Derivatives> {
  const first = await attempt(bytes, settings);
  // The kernel may have wanted the memory for others; a photo that comes to this twice wants too much itself.
  const outcome = first === 'killed' ? await attempt(bytes, settings) : first;
  if (outcome === 'killed') throw notSeenThrough();
  return outcome;
}

/** One process for one photo; `killed` where somebody else than we ended it for good. */
function attempt(
  bytes: Uint8Array,
  { patienceMs = PATIENCE_MS, program = PROGRAM }: DeriveSettings,
): Promise<Derivatives | 'killed'> {
  return new Promise((resolve, reject) => {
    const child = fork(program, {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let byUs = false;
    const impatient = setTimeout(() => {
      byUs = child.kill('SIGKILL');
    }, patienceMs);
    const lastWords = lastOf(child.stderr);
    child.once('message', (answer: DeriveAnswer) => {
      if ('made' in answer) resolve(answer.made);
      else reject(new PhotoRefused(answer.refused.reason, answer.refused));
      // It waits for this, so that it does not end before its answer is read.
      child.disconnect();
    });
    child.once('error', reject);
    // After an answer nobody listens any more, so this speaks only for a process that ended without one.
    child.once('close', (code, signal) => {
      clearTimeout(impatient);
      if (signal === 'SIGKILL' && !byUs) resolve('killed');
      else reject(causeOf(code, signal, lastWords()));
    });
    send(child, bytes, reject);
  });
}

/** One that could not start has ended before it is sent anything, and its end says more than that. */
function send(child: ChildProcess, bytes: Uint8Array, reject: (error: Error) => void): void {
  child.send(bytes, (error) => {
    if (error && child.exitCode === null && child.signalCode === null) reject(error);
  });
}

/** The end of what a stream says, as far as it has been read. */
function lastOf(stream: Readable | null): () => string {
  let last = Buffer.alloc(0);
  stream?.on('data', (chunk: Buffer) => {
    last = Buffer.concat([last, chunk]).subarray(-LAST_WORDS_BYTES);
  });
  return () => last.toString().trim();
}

function causeOf(code: number | null, signal: NodeJS.Signals | null, lastWords: string): Error {
  const byPhoto = signal === null ? code === ABORTED : !STOPS.has(signal);
  if (byPhoto) return notSeenThrough();
  const end = `the process that prepares a photo ended with ${signal ?? code}; look at the photo again`;
  return new Error(lastWords === '' ? end : `${end}\n${lastWords}`);
}
