import { inNaturalOrder } from "../../results/natural_order.ts";
import type { Look } from "../view/chart_data.ts";
import { colourCount, markerCount } from "../page/theme.ts";

/** The largest number of looks that are easily told apart on one page. */
const comfortable = 12;

/** Numbers of colours and markers run out together for the first time after so many looks. */
const cycle = leastCommonMultiple(colourCount, markerCount);

function leastCommonMultiple(a: number, b: number): number {
  const multiple = Array.from({ length: b }, (_, i) => a * (i + 1)).find((candidate) => candidate % b === 0);
  return multiple ?? a * b;
}

/**
 * The look with a number: neighbours differ in colour and in marker, and no pair of them comes again before all have been
 * used, since each time that both would begin anew the markers are one further.
 */
export function lookOf(number: number): Look {
  return { colour: number % colourCount, marker: (number + Math.floor(number / cycle)) % markerCount };
}

function numbered(names: readonly string[]): Map<string, Look> {
  return new Map(Array.from(new Set(names)).map((name, i) => [name, lookOf(i)]));
}

/** The look of a configuration by the names of its group and its own. */
export type Looks = (gpu: string, config: string) => Look;

/**
 * The looks of all configurations of a page. A name looks the same in all GPU groups while the page has few names; with
 * many, each group counts its own, since only configurations of one group are compared.
 */
export function looksOf(all: readonly { readonly gpu: string; readonly config: string }[]): Looks {
  const ordered = inNaturalOrder(all);
  const namesOf = (some: typeof all): string[] => some.map(({ config }) => config);
  const onPage = new Set(namesOf(all)).size <= comfortable ? numbered(namesOf(ordered)) : null;
  const groups = Map.groupBy(ordered, ({ gpu }) => gpu);
  const ofGroups = new Map(Array.from(groups, ([gpu, group]) => [gpu, onPage ?? numbered(namesOf(group))]));
  return (gpu, config) => ofGroups.get(gpu)?.get(config) ?? lookOf(0);
}
