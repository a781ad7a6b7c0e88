import type { Sample } from "../benchmarks/metric.ts";

/** What else went on while a trial ran; every figure is over the trial's own time, null where the system hides it. */
export interface Noise {
  readonly wallSeconds: number;
  /** CPU time of the trial's own processes. */
  readonly cpuSeconds: number;
  /** Time in which the hypervisor ran others in our vCPUs' turn, summed over the allowed CPUs. */
  readonly stealSeconds: number | null;
  /** CPU time on the allowed CPUs that was neither the trial's nor this program's nor the sampler's. */
  readonly otherCpuSeconds: number | null;
  readonly involuntarySwitches: number | null;
  /** Time in which some task waited for a CPU (pressure stall information, `some`). */
  readonly pressureSeconds: number | null;
  /** CPU time of this program itself. */
  readonly harnessCpuSeconds: number;
  /** CPU time of the program that sampled the GPUs. */
  readonly samplerCpuSeconds: number;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What a GPU did while commands of a trial loaded it; the figures are over the samples that found work on it. */
export interface GpuLoad {
  readonly gpu: number;
  readonly samples: number;
  /** Those that found work on it. */
  readonly busySamples: number;
  readonly smClockMHz: Spread | null;
  readonly memoryClockMHz: Spread | null;
  readonly temperatureC: Spread | null;
  readonly powerWatts: Spread | null;
  /** Why its clocks were held back, each reason seen at least once, in the vendor's words: `sw_power_cap`, … */
  readonly throttleReasons: readonly string[];
  /** The highest seen: a link that is fast under load is no degraded one, whatever it does at rest. */
  readonly pcieGeneration: number | null;
  readonly pcieWidth: number | null;
}

/** One process that was started, as it was started. */
export interface Execution {
  /** Program and arguments, the binding's numactl included. */
  readonly argv: readonly string[];
  /** What was added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly wallSeconds: number;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** `limit` when its time was up. */
  readonly endedBy: "itself" | "limit";
}

export type Outcome =
  | { readonly status: "done" }
  | {
      readonly status: "failed";
      readonly because: string;
      /** The end of what the failed command printed. */
      readonly output: string;
    };

/** What one command printed, for the raw file that keeps it. */
export interface RawOutput {
  readonly file: string;
  readonly argv: readonly string[];
  readonly text: string;
}

/** One benchmark in one round, ended. */
export interface FinishedTrial {
  readonly benchmark: string;
  readonly round: number;
  readonly tool: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly executions: readonly Execution[];
  readonly raw: readonly RawOutput[];
  readonly samples: readonly Sample[];
  readonly notices: readonly string[];
  readonly noise: Noise;
  readonly gpuLoad: readonly GpuLoad[];
  readonly outcome: Outcome;
}
