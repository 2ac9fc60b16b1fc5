import * as z from 'zod';
import { derivePhoto } from '../../functions/photo-intake/derive-photo.ts';
import { PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';
import type { DeriveAnswer } from './derive-in-process.ts';

function answer(bytes: Uint8Array): DeriveAnswer {
  try {
    return { made: derivePhoto(bytes) };
  } catch (error) {
    // A class does not survive the way between processes, so its parts travel.
    if (error instanceof PhotoRefused) return { refused: { reason: error.reason, zh: error.zh, en: error.message } };
    throw error;
  }
}

// The whole life of this process: one photo in, one answer out, and then it waits to be let go.
process.on('message', (bytes) => process.send?.(answer(z.instanceof(Uint8Array).parse(bytes))));
