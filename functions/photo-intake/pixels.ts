/** A picture in memory, row by row from the top, 8 bits a channel: red, green, blue and, where there are four, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}
