/** Which rows a person wants to see. */
export interface Filter {
  /** Words that the names of configuration and GPU have in them, in any order; empty for all. */
  readonly words: string;
  /** Empty for all. */
  readonly gpu: string;
}

export function filterRows<Row extends { readonly config: string; readonly gpu: string }>(
  rows: readonly Row[],
  { words, gpu }: Filter,
): Row[] {
  const wanted = words.toLowerCase().split(/\s+/);
  return rows.filter((row) => {
    const names = `${row.config} ${row.gpu}`.toLowerCase();
    return (gpu === "" || row.gpu === gpu) && wanted.every((word) => names.includes(word));
  });
}
