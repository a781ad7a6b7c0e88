import { coordinateWords, unrecordedWords } from "./coordinate_words.ts";
import type { Series } from "./member.ts";

/** What of a series may make it unlike others of its metric. */
type Variant = Pick<Series, "at" | "tool">;

/** What may make two numbers of one metric unlike, each with its words. */
type Traits = ReadonlyMap<string, string>;

/** The coordinates that are not shown otherwise, and the tool. */
function traitsOf({ at, tool }: Variant, shown: ReadonlySet<string>): Traits {
  const coordinates = Object.entries(at)
    .filter(([name]) => !shown.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, coordinateWords(name, value)] as const);
  // The key of the tool cannot be the name of a coordinate.
  return new Map([...coordinates, ["", tool]]);
}

/** Traits of each series, made once for those of one figure: dozens of configurations have the same. */
function withTraits<Of extends Variant>(
  all: readonly Of[],
  shown: ReadonlySet<string>,
): (readonly [Of, Traits])[] {
  const made = new Map<Series["at"], Map<string, Traits>>();
  return all.map((series) => {
    const byTool = made.get(series.at) ?? new Map<string, Traits>();
    const traits = byTool.get(series.tool) ?? traitsOf(series, shown);
    made.set(series.at, byTool.set(series.tool, traits));
    return [series, traits];
  });
}

function identity(traits: Traits): string {
  return JSON.stringify(Array.from(traits));
}

/** The words for a trait that more than half of some series have in common; null when there are none. */
function usualOf(name: string, all: readonly Traits[]): string | null {
  const counts = Map.groupBy(all, (traits) => traits.get(name));
  const [words] = Array.from(counts).find(([, same]) => same.length > all.length / 2) ?? [];
  return words ?? null;
}

/**
 * Words that tell unlike series apart: unlike series have unlike words, and what is usual goes without saying.
 * @param shown are the coordinates that the reader sees anyway, or that all series have in common by choice.
 */
export function variantWords<Of extends Variant>(
  all: readonly Of[],
  shown: readonly string[],
): Map<Of, string> {
  const hidden = new Set(shown);
  const traits = new Map(withTraits(all, hidden));
  const each = Array.from(traits.values());
  const names = Array.from(new Set(each.flatMap((own) => Array.from(own.keys()))));
  const usual = new Map(names.map((name) => [name, usualOf(name, each)]));
  const wordsOf = (own: Traits, lacking: (name: string) => string): string =>
    names
      .map((name) => {
        const words = own.get(name) ?? lacking(name);
        return words === usual.get(name) ? "" : words;
      })
      .filter((words) => words !== "")
      .join(", ");
  const inShort = new Map(Array.from(new Set(each), (own) => [own, wordsOf(own, () => "")]));
  const short = (own: Traits): string => inShort.get(own) ?? "";
  const lookAlike = Map.groupBy(each, short);
  const ambiguous = new Set(
    Array.from(lookAlike).flatMap(([words, alike]) =>
      new Set(Array.from(new Set(alike), identity)).size > 1 ? words : [],
    ),
  );
  // What a series lacks is said only where it would look like another one otherwise.
  return new Map(
    Array.from(traits, ([series, own]) => {
      const words = short(own);
      return [series, ambiguous.has(words) ? wordsOf(own, unrecordedWords) : words];
    }),
  );
}
