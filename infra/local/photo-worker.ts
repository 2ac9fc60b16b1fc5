import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { derivePhoto } from '../../functions/photo-intake/derive-photo.ts';
import { PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';
import type { WorkerAnswer } from './derive-in-worker.ts';

/** The whole life of a worker: one photo in, one answer out. */
function answer(bytes: Uint8Array): WorkerAnswer {
  try {
    return { made: derivePhoto(bytes) };
  } catch (error) {
    // A class does not survive the way between threads, so its parts travel.
    if (error instanceof PhotoRefused) return { refused: { reason: error.reason, zh: error.zh, en: error.message } };
    throw error;
  }
}

parentPort?.postMessage(answer(z.instanceof(Uint8Array).parse(workerData)));
