import type { CatalogueEntry } from "../../src/benchmarks/index.ts";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { RecordedSample } from "../../src/results/sample.ts";

/** Benchmarks that this suite does not have: the report knows kinds of charts, not benchmarks. */
export const fakeCatalogue: readonly CatalogueEntry[] = [
  {
    id: "juggling",
    title: "Juggling",
    measures: "catches a second",
    why: "It shows a steady hand.",
    metrics: [
      { id: "juggling.rate", label: "Catches", unit: "catches/s", better: "higher", role: "target" },
      { id: "juggling.drops", label: "Drops", unit: "drops", better: "lower", role: "target" },
    ],
    headlines: [{ label: "Clubs", metric: "juggling.rate", at: { object: "clubs" } }],
    charts: [
      {
        kind: "bars",
        title: "Catches by object",
        caption: "More is steadier.",
        metric: "juggling.rate",
        groupBy: "object",
      },
    ],
  },
  {
    id: "reach",
    title: "Reach",
    measures: "time to fetch from a drawer by its size",
    why: "Drawers differ.",
    metrics: [
      { id: "reach.time", label: "Time", unit: "ns", better: "lower", role: "target" },
      { id: "reach.between", label: "Time between rooms", unit: "ns", better: "lower", role: "target" },
    ],
    headlines: [{ label: "Largest drawer", metric: "reach.time", at: { size: 8192, hand: "left" } }],
    charts: [
      {
        kind: "curve",
        title: "Reach over size",
        caption: "Steps are drawers.",
        metric: "reach.time",
        x: { coordinate: "size", label: "Drawer", unit: "bytes" },
        seriesBy: "hand",
        markCaches: true,
      },
      {
        kind: "matrix",
        title: "Reach between rooms",
        caption: "The diagonal is home.",
        metric: "reach.between",
        rows: { coordinate: "from", label: "from room" },
        columns: { coordinate: "to", label: "to room" },
        at: { hand: "left" },
      },
    ],
  },
];

const units: Readonly<Record<string, string>> = {
  "juggling.rate": "catches/s",
  "juggling.drops": "drops",
  "reach.time": "ns",
  "reach.between": "ns",
};

/** Samples of a metric at a place, one a round. */
export function rounds(
  metric: string,
  at: Coordinates,
  values: readonly number[],
  tool = "hands",
): RecordedSample[] {
  return values.map((value, i) => ({
    run: 1,
    round: i + 1,
    benchmark: metric.split(".")[0] ?? "",
    metric,
    at,
    value,
    unit: units[metric] ?? "?",
    tool,
  }));
}

/** Ten rounds about a middle, without a trend; `by` is how far they reach to either side. */
export function near(middle: number, by = 0.1): number[] {
  return [0.3, -0.9, 0.6, -0.2, 1, -0.6, 0.1, -1, 0.8, -0.4].map((share) => middle + by * share);
}

/** A configuration of which little more is known than its samples. */
export function bareConfiguration(
  of: Partial<Configuration> & { readonly samples: readonly RecordedSample[] },
): Configuration {
  return {
    gpu: "a-gpu",
    config: "a",
    source: "samples",
    directory: "results/a-gpu/a",
    startedAt: null,
    profile: "standard",
    machine: null,
    runs: [],
    outcomes: [],
    notices: [],
    noise: [],
    gpuLoad: [],
    files: [],
    ...of,
  };
}

/** The caches of a machine are all that a curve wants of it. */
export function withCaches(machine: MachineFacts, sizes: readonly number[]): MachineFacts {
  return {
    ...machine,
    caches: sizes.map((sizeBytes, i) => ({
      level: i + 1,
      kind: i === 0 ? "data" : "unified",
      sizeBytes,
      lineBytes: 64,
      sharedBy: ["0"],
    })),
  };
}
