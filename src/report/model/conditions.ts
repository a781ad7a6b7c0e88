import type { Coordinates } from "../../benchmarks/metric.ts";
import { valueWords } from "../view/coordinate_words.ts";

/** What was so while samples were measured, by name; `varies` when it was not so for all of them. */
export function conditionsOf(conditions: readonly Coordinates[]): Readonly<Record<string, string>> {
  const all = conditions.flatMap((own) => Object.entries(own));
  return Object.fromEntries(
    Array.from(Map.groupBy(all, ([name]) => name)).map(([name, entries]) => {
      const values = new Set(entries.map(([, value]) => valueWords(name, value)));
      const [only = ""] = values;
      return [name, values.size === 1 ? only : "varies"];
    }),
  );
}
