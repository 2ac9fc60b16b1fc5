import { Worker } from 'node:worker_threads';
import type { Derivatives } from '../../functions/photo-intake/derive-photo.ts';
import type { PhotoRefusal } from '../../shared/domain/photo/photo-refusal.ts';
import { PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';

/** What a worker says before it ends. */
export type WorkerAnswer = { readonly made: Derivatives } | { readonly refused: PhotoRefusal };

/** The largest photo takes ten seconds; one made to keep the decoder busy must not hold up those behind it. */
const PATIENCE_MS = 60_000;

/**
 * Makes what is shown of a photo on a thread of its own, whose memory goes with it: decoding takes a second or more, in
 * which requests are answered and deadlines watched. Throws `PhotoRefused`.
 */
export function deriveInWorker(bytes: Uint8Array): Promise<Derivatives> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { workerData: bytes });
    worker.once('message', (answer: WorkerAnswer) => {
      if ('made' in answer) resolve(answer.made);
      else reject(new PhotoRefused(answer.refused.reason, answer.refused));
    });
    worker.once('error', reject);
    const impatient = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    worker.once('exit', (code) => {
      clearTimeout(impatient);
      // After an answer nobody listens any more, so this speaks only for a worker that ended without one.
      reject(
        new Error(
          `the thread that prepares a photo ended with code ${code}; upload the photo again as an ordinary JPEG`,
        ),
      );
    });
  });
}
