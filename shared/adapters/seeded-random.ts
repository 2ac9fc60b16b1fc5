import { createHash } from 'node:crypto';

/** Draws that follow from the seed alone, the same on every machine. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One of the list. Throws a RangeError for an empty one. */
  pick<Value>(list: readonly Value[]): Value;
  /** True with the probability `p`, 0 to 1. */
  chance(p: number): boolean;
}

/** Draws for a rehearsal. A seed such as `7:inspectors` gives each part of a model its own draws, undisturbed by the others. */
export function createRandom(seed: number | string): Random {
  const draw = createDraws(seed);
  // Two draws fill the 53 bits of a double; one would leave steps that show in large ranges.
  const next = () => ((draw() >>> 5) * 2 ** 26 + (draw() >>> 6)) / 2 ** 53;
  const int = (min: number, max: number) => {
    if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min <= max)) {
      throw new RangeError(`a draw goes from a whole number to a greater or equal one, not from ${min} to ${max}`);
    }
    return min + Math.floor(next() * (max - min + 1));
  };
  return {
    next,
    int,
    pick<Value>(list: readonly Value[]) {
      if (list.length === 0) throw new RangeError('there is nothing to pick from in an empty list');
      return list[int(0, list.length - 1)] as Value;
    },
    chance: (p) => next() < p,
  };
}

/** Chris Doty-Humphrey's sfc32: 32-bit additions, shifts and a counter, begun from the seed's SHA-256. */
function createDraws(seed: number | string): () => number {
  const start = createHash('sha256').update(String(seed)).digest();
  let [a, b, c, counter] = [start.readInt32LE(0), start.readInt32LE(4), start.readInt32LE(8), 1];
  return () => {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn;
  };
}
