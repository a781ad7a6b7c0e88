import type { CatalogueEntry } from "../../src/benchmarks/index.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { Run } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { drawRuns, type Noise, type Random } from "./noise.ts";

/** Benchmarks that take some figures each, as the suite's do. */
export function madeUpCatalogue(benchmarks: number, figuresEach: number): CatalogueEntry[] {
  return Array.from({ length: benchmarks }, (_, b) => ({
    id: `bench-${b}`,
    title: "",
    measures: "",
    why: "",
    headlines: [],
    charts: [],
    metrics: Array.from({ length: figuresEach }, (__, f) => ({
      id: `bench-${b}.figure-${f}`,
      label: `figure ${f} of benchmark ${b}`,
      unit: "events/s",
      better: "higher" as const,
      role: "target" as const,
    })),
  }));
}

/** A machine of which only the boot is of interest. */
function madeUpRun(id: number, config: string): Run {
  return {
    id,
    startedAt: "2026-01-01T00:00:00Z",
    endedAt: null,
    status: "finished",
    suite: { version: "0", image: null },
    settings: { profile: "standard", rounds: 10, tests: [], ncclMaxBytes: 8, tools: {}, until: null },
    machine: {
      architecture: "x86_64",
      cpu: {
        model: null,
        vendor: null,
        sockets: 1,
        dies: 1,
        cores: 1,
        threads: 1,
        online: "0",
        allowed: "0",
        governor: null,
      },
      caches: [],
      numa: { nodes: [], allowed: "0" },
      memory: { totalBytes: 0, availableBytes: 0 },
      hugePages: { transparent: null, pools: [] },
      hypervisor: null,
      kernel: { release: null, commandLine: null },
      bootId: `${config} ${id}`,
      clockSource: null,
      container: { engine: null, cpuQuota: null, memoryLimitBytes: null },
      gpus: { devices: [], driver: null, runtime: null, interconnect: [], problem: null },
      environment: {},
    },
    tools: [],
    skipped: [],
    trials: [],
  };
}

/** One for all, as of samples that were read. */
const nowhere = {};

export interface MadeUp {
  readonly configuration: Configuration;
  /** Logarithm of the middle of each figure over the boots that were drawn, by metric. */
  readonly levels: ReadonlyMap<string, number>;
}

/** A configuration whose figures have the value 1000·e^effect and this noise. */
export function madeUpConfiguration(options: {
  readonly config: string;
  readonly catalogue: readonly CatalogueEntry[];
  readonly noise: Noise;
  readonly runs: number;
  readonly rounds: number;
  readonly spread: number;
  readonly random: Random;
  /** Logarithm of the factor on a metric. */
  readonly effect?: (metric: string) => number;
}): MadeUp {
  const { config, catalogue, noise, runs, rounds, effect = () => 0 } = options;
  const samples: RecordedSample[] = [];
  const levels = new Map<string, number>();
  for (const { id: benchmark, metrics } of catalogue)
    for (const { id: metric, unit } of metrics) {
      const drawn = drawRuns(noise, options);
      levels.set(
        metric,
        drawn.reduce((sum, { level }) => sum + level / runs, effect(metric)),
      );
      drawn.forEach(({ values }, run) =>
        values.forEach((value, i) =>
          samples.push({
            run: run + 1,
            round: run * rounds + i + 1,
            benchmark,
            metric,
            at: nowhere,
            value: 1000 * Math.exp(value + effect(metric)),
            unit,
            tool: "made-up",
          }),
        ),
      );
    }
  const configuration: Configuration = {
    gpu: "made-up",
    config,
    source: "samples",
    directory: "",
    startedAt: null,
    profile: "standard",
    machine: null,
    runs: Array.from({ length: runs }, (_, i) => madeUpRun(i + 1, config)),
    outcomes: [],
    notices: [],
    noise: [],
    gpuLoad: [],
    samples,
    files: [],
  };
  return { configuration, levels };
}
