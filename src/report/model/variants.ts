import { coordinateWords } from "./coordinate_words.ts";
import type { Series } from "./member.ts";

/** What may make two numbers of one metric unlike, each with its words. */
type Traits = ReadonlyMap<string, string>;

/** The coordinates that are not shown otherwise, and the tool. */
function traitsOf({ row }: Series, shown: ReadonlySet<string>): Traits {
  const coordinates = Object.entries(row.at)
    .filter(([name]) => !shown.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, coordinateWords(name, value)] as const);
  // The key of the tool cannot be the name of a coordinate.
  return new Map([...coordinates, ["", row.tool]]);
}

/** The words for one trait of each series: none for what more than half of them have in common. */
function wordsFor(name: string, all: readonly Traits[]): string[] {
  const words = all.map((traits) => traits.get(name) ?? `no ${name}`);
  const counts = Map.groupBy(words, (word) => word);
  const usual = Array.from(counts).find(([, same]) => same.length > all.length / 2)?.[0];
  return words.map((word) => (word === usual ? "" : word));
}

/**
 * Words that tell unlike series apart: unlike series have unlike words, and what is usual goes without saying.
 * @param shown are the coordinates that the reader sees anyway, or that all series have in common by choice.
 */
export function variantWords(all: readonly Series[], shown: readonly string[]): Map<Series, string> {
  const hidden = new Set(shown);
  const traits = all.map((series) => traitsOf(series, hidden));
  const names = Array.from(new Set(traits.flatMap((own) => Array.from(own.keys()))));
  const words = names.map((name) => wordsFor(name, traits));
  return new Map(
    all.map((series, i) => [
      series,
      words.flatMap((ofTrait) => (ofTrait[i] === "" ? [] : (ofTrait[i] ?? []))).join(", "),
    ]),
  );
}
