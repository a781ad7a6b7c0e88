/**
 * Adjusted p-values of Benjamini & Hochberg (1995): those at most q are discoveries of which on average at most the
 * share q is false, also where the tests depend positively on each other (Benjamini & Yekutieli 2001, theorem 1.2).
 * When none is true, a discovery of any is as rare as q.
 */
export function adjustedPs(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).toSorted((a, b) => (ps[b] ?? 0) - (ps[a] ?? 0));
  const adjusted = ps.map(() => 1);
  let smallest = 1;
  order.forEach((index, i) => {
    smallest = Math.min(smallest, (ps[index] ?? 1) * (ps.length / (ps.length - i)));
    adjusted[index] = smallest;
  });
  return adjusted;
}
