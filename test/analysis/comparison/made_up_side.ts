import type { Side } from "../../../src/analysis/comparison/side.ts";
import { sideOf } from "../../../src/analysis/comparison/side.ts";
import { gather } from "../../../src/analysis/gathered.ts";
import type { CatalogueEntry } from "../../../src/benchmarks/index.ts";
import type { Coordinates, Metric } from "../../../src/benchmarks/metric.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import type { RecordedSample } from "../../../src/results/sample.ts";
import { madeUpConfiguration } from "../../report/made_up_configuration.ts";
import { madeUpMachine } from "../../report/made_up_machine.ts";

/** One figure: its values run by run. */
export interface MadeUpFigure {
  readonly metric: string;
  readonly at?: Coordinates;
  readonly tool?: string;
  readonly runs: readonly (readonly number[])[];
}

function entry(id: string, metrics: readonly Metric[]): CatalogueEntry {
  return { id, title: id, measures: id, why: id, headlines: [], charts: [], metrics };
}

/** By the first digit of the coordinate. */
const byTens: Metric["regions"] = {
  along: ["place"],
  regionOf: ({ place }) =>
    typeof place === "number" && place < 100 ? `tens ${Math.floor(place / 10)}` : null,
};

const rate = { unit: "u/s", better: "higher", role: "target" } as const;

/** Metrics of each kind that a comparison tells apart. */
export const comparedCatalogue: readonly CatalogueEntry[] = [
  entry("speed", [
    { id: "speed.rate", label: "Rate", ...rate },
    { id: "speed.time", label: "Time", unit: "ms", better: "lower", role: "target" },
    { id: "speed.loss", label: "Loss", unit: "%", better: "lower", role: "target", comparedBy: "remainder" },
    { id: "speed.detail", label: "Detail", ...rate, role: "detail" },
    { id: "speed.control", label: "Control", ...rate, role: "control" },
    { id: "speed.worst", label: "Worst", ...rate, over: "GPUs" },
  ]),
  entry("curve", [{ id: "curve.rate", label: "Curve", ...rate, regions: byTens }]),
];

const unitOf = new Map(comparedCatalogue.flatMap(({ metrics }) => metrics).map(({ id, unit }) => [id, unit]));

/** A configuration with these figures; each run in a boot of its own, unless `boots` names theirs. */
export function madeUpRuns(
  config: string,
  figures: readonly MadeUpFigure[],
  options: {
    readonly boots?: readonly string[];
    readonly profile?: "smoke" | "standard";
    readonly gpus?: number;
  } = {},
): Configuration {
  const { profile = "standard", boots } = options;
  const machine = madeUpMachine({ threads: 2, nodes: 1, hypervisor: "kvm" });
  const plain = madeUpConfiguration({ gpu: "no-gpu", config, machine, seed: 1, profile, rounds: 1 });
  const [run] = plain.runs;
  if (run === undefined) throw new Error("a made-up configuration has a run");
  const count = Math.max(...figures.map(({ runs }) => runs.length));
  const samples = figures.flatMap(({ metric, at = {}, tool = "tool", runs }): RecordedSample[] =>
    runs.flatMap((values, i) =>
      values.map((value, round) => ({
        run: i + 1,
        round: 100 * i + round + 1,
        benchmark: metric.split(".")[0] ?? "",
        metric,
        at,
        value,
        unit: unitOf.get(metric) ?? "",
        tool,
      })),
    ),
  );
  const runs = Array.from({ length: count }, (_, i) => ({
    ...run,
    id: i + 1,
    machine: { ...machine, bootId: boots?.[i] ?? `${config} ${i + 1}` },
  }));
  return { ...plain, runs, samples };
}

export function madeUpSide(...parameters: Parameters<typeof madeUpRuns>): Side {
  return sideOf(gather(madeUpRuns(...parameters)), comparedCatalogue);
}

/** Ten rounds about a middle, which lie apart by about a part in a thousand; no two alike, in no order. */
export function around(middle: number, spread = 0.001): number[] {
  return [0.31, -0.82, 1.27, -0.44, 0.05, -1.53, 0.93, -0.18, 0.67, -0.26].map(
    (step) => middle * Math.exp(spread * step),
  );
}
