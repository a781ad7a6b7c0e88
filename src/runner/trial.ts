import type { Sample } from "../benchmarks/metric.ts";

/** What else went on while a trial ran; every figure is over the trial's own time, null where the system hides it. */
export interface Noise {
  readonly wallSeconds: number;
  /** CPU time of the trial's own processes. */
  readonly cpuSeconds: number;
  /** Time in which the hypervisor ran others in our vCPUs' turn, summed over the allowed CPUs. */
  readonly stealSeconds: number | null;
  /** CPU time on the allowed CPUs that was neither the trial's nor this program's. */
  readonly otherCpuSeconds: number | null;
  readonly involuntarySwitches: number | null;
  /** Time in which some task waited for a CPU (pressure stall information, `some`). */
  readonly pressureSeconds: number | null;
  /** CPU time of this program itself. */
  readonly harnessCpuSeconds: number;
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
  readonly outcome: Outcome;
}
