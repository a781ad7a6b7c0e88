import type { Configuration } from "../../results/configuration.ts";
import type { Look } from "../chart_data.ts";
import { colourCount, markerCount } from "../page/theme.ts";

/** The largest number of looks that are easily told apart on one page. */
const comfortable = 12;

function numbered(names: readonly string[]): Map<string, Look> {
  return new Map(
    Array.from(new Set(names)).map((name, i) => [name, { colour: i % colourCount, marker: i % markerCount }]),
  );
}

/**
 * The look of each configuration. A name looks the same in all GPU groups while the page has few names; with many,
 * each group counts its own, since only configurations of one group are compared.
 */
export function looksOf(configurations: readonly Configuration[]): Map<Configuration, Look> {
  const names = configurations.map(({ config }) => config);
  const onPage = new Set(names).size <= comfortable ? numbered(names) : null;
  const groups = Array.from(Map.groupBy(configurations, ({ gpu }) => gpu).values());
  return new Map(
    groups.flatMap((group) => {
      const looks = onPage ?? numbered(group.map(({ config }) => config));
      return group.map((configuration) => [
        configuration,
        looks.get(configuration.config) ?? { colour: 0, marker: 0 },
      ]);
    }),
  );
}
