/** The entry that a draw from 0 to 1 falls on, each as wide as its weight. Throws a RangeError for an empty list. */
export function weighted<Value>(entries: ReadonlyArray<readonly [Value, number]>, roll: number): Value {
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  let left = roll * sum;
  for (const [value, weight] of entries) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = entries.at(-1);
  if (!last) throw new RangeError('there is nothing to draw from in an empty list');
  return last[0];
}
