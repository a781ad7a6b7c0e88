import type { RecordedSample } from "../../results/sample.ts";
import { valueWords } from "../view/coordinate_words.ts";

/** What was so while samples were measured, by name; `varies` when it was not so for all of them. */
export function conditionsOf(samples: readonly RecordedSample[]): Readonly<Record<string, string>> {
  const all = samples.flatMap(({ conditions }) => Object.entries(conditions ?? {}));
  return Object.fromEntries(
    Array.from(Map.groupBy(all, ([name]) => name)).map(([name, entries]) => {
      const values = new Set(entries.map(([, value]) => valueWords(name, value)));
      const [only = ""] = values;
      return [name, values.size === 1 ? only : "varies"];
    }),
  );
}
