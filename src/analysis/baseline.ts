/** Names that say of a configuration that others are to be held against it, the plainest first. */
export const usualNames = ["host", "baseline", "unpinned", "default"] as const;

/**
 * The configuration of a group that the others are held against: the one named, else the first of the usual names
 * that there is, else the oldest (of equally old ones the first by name). Null of none.
 */
export function baselineOf<Of extends { readonly config: string; readonly startedAt: string | null }>(
  group: readonly Of[],
  named: string | null = null,
): Of | null {
  const byName = (name: string): Of | undefined => group.find(({ config }) => config === name);
  if (named !== null) {
    const found = byName(named);
    if (found !== undefined) return found;
  }
  const usual = usualNames.flatMap((name) => byName(name) ?? [])[0];
  if (usual !== undefined) return usual;
  // Without a time it may be of any age: after all that have one.
  const age = ({ startedAt }: Of): number => (startedAt === null ? Infinity : Date.parse(startedAt));
  const oldest = group.toSorted(
    (a, b) => (age(a) === age(b) ? 0 : age(a) - age(b)) || (a.config < b.config ? -1 : 1),
  );
  return oldest[0] ?? null;
}
