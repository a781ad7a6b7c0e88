const naturally = new Intl.Collator("en", { numeric: true });

/** By GPU group, then by name, `c9` before `c10`. */
export function inNaturalOrder<Of extends { readonly gpu: string; readonly config: string }>(
  all: readonly Of[],
): Of[] {
  return all.toSorted((a, b) => naturally.compare(a.gpu, b.gpu) || naturally.compare(a.config, b.config));
}
