/**
 * The middle of some values, or the mean of the two in the middle.
 * @throws RangeError on an empty list.
 */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of nothing");
  return (lower + upper) / 2;
}

/** The smallest of some values that at least `percent` of them do not exceed (nearest rank); NaN of none. */
export function percentileOf(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  return values.toSorted((a, b) => a - b)[rank - 1] ?? NaN;
}

/** The lowest of any number of values, of which an argument each would not fit; Infinity of none. */
export function lowestOf(values: readonly number[]): number {
  return values.reduce((lowest, value) => Math.min(lowest, value), Infinity);
}

/** The highest of any number of values; −Infinity of none. */
export function highestOf(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), -Infinity);
}
