import type { Coordinates } from "../../benchmarks/metric.ts";
import { valueWords } from "../view/coordinate_words.ts";

type Words = Readonly<Record<string, string>>;

/** By what is the only one of a series: those of a benchmark mostly have the same. */
const known = new WeakMap<Coordinates, Words>();

/** What was so while samples were measured, by name; `varies` when it was not so for all of them. */
export function conditionsOf(conditions: readonly Coordinates[]): Words {
  const [first] = conditions;
  if (first === undefined || conditions.length > 1) return wordsOf(conditions);
  const words = known.get(first) ?? wordsOf(conditions);
  known.set(first, words);
  return words;
}

function wordsOf(conditions: readonly Coordinates[]): Words {
  const all = conditions.flatMap((own) => Object.entries(own));
  return Object.fromEntries(
    Array.from(Map.groupBy(all, ([name]) => name)).map(([name, entries]) => {
      const values = new Set(entries.map(([, value]) => valueWords(name, value)));
      const [only = ""] = values;
      return [name, values.size === 1 ? only : "varies"];
    }),
  );
}
