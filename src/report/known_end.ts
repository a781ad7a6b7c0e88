/**
 * An end of a ratio's interval; null where there is none, or it is not known: that of a ratio is zero below, infinity
 * above, and JSON has no infinity.
 */
export function knownEnd(end: number | undefined): number | null {
  return end !== undefined && end > 0 && Number.isFinite(end) ? end : null;
}
