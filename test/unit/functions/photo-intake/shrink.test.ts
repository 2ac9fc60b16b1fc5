import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../../functions/photo-intake/pixels.ts';
import { shrink } from '../../../../functions/photo-intake/shrink.ts';
import { turnUpright } from '../../../../functions/photo-intake/turn-upright.ts';

const side = fc.integer({ min: 1, max: 40 });
const pictures: fc.Arbitrary<Pixels> = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data): Pixels => ({ width, height, channels: 3, data })),
  );
const brightness = ({ data }: Pixels): number => data.reduce((sum, value) => sum + value, 0) / data.length;

describe('shrink', () => {
  it('fits the longest side, enlarges nothing, and keeps the brightness', () => {
    fc.assert(
      fc.property(pictures, side, (picture, longest) => {
        const small = shrink(picture, longest);
        expect(Math.max(small.width, small.height)).toBe(Math.min(longest, Math.max(picture.width, picture.height)));
        expect(small.data).toHaveLength(small.width * small.height * 3);
        // Rounding moves each value by a half at most.
        expect(Math.abs(brightness(small) - brightness(picture))).toBeLessThan(0.51);
      }),
    );
  });

  it('leaves a picture that fits as it is', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(shrink(picture, 40)).toEqual(picture);
      }),
    );
  });

  it('gives each half of a pixel that lies across a border to the target on its side', () => {
    const row: Pixels = { width: 3, height: 1, channels: 3, data: Uint8Array.of(0, 0, 0, 90, 90, 90, 240, 240, 240) };
    expect([...shrink(row, 2).data]).toEqual([30, 30, 30, 190, 190, 190]);
  });
});

describe('turnUpright', () => {
  it('is undone by its opposite', () => {
    const opposites = [
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [6, 8],
      [7, 7],
      [8, 6],
    ] as const;
    fc.assert(
      fc.property(pictures, fc.constantFrom(...opposites), (picture, [there, back]) => {
        expect(turnUpright(turnUpright(picture, there), back)).toEqual(picture);
      }),
    );
  });
});
