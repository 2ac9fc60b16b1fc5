/**
 * A picture in memory, row by row from the top, 8 bits a channel: grey, or red, green and blue, and behind them alpha where
 * their number is even.
 */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}
