export type Direction = "ascending" | "descending";

const words = new Intl.Collator("en", { numeric: true });

/**
 * The order of a column's cells: as numbers where all are numbers, else as words; null, what is missing, comes last
 * in both directions, and equals keep their places.
 * @returns positions in `values`.
 */
export function sortOrder(values: readonly (string | null)[], direction: Direction): number[] {
  const present = values.flatMap((value, at) => (value === null ? [] : { value, at }));
  const isNumeric = present.every(({ value }) => value !== "" && Number.isFinite(Number(value)));
  const compare = isNumeric
    ? (a: string, b: string): number => Number(a) - Number(b)
    : (a: string, b: string): number => words.compare(a, b);
  const sign = direction === "ascending" ? 1 : -1;
  const missing = values.flatMap((value, at) => (value === null ? at : []));
  return [...present.toSorted((a, b) => sign * compare(a.value, b.value)).map(({ at }) => at), ...missing];
}
