import type { MachineFacts } from "../machine/facts.ts";
import type { Chart } from "./chart.ts";
import type { Coordinates, Metric, Sample } from "./metric.ts";
import type { Settings } from "./settings.ts";

/** Whether a benchmark means anything on this machine; `because` completes "skipped: …". */
export type Applicability =
  | { readonly applies: true }
  | { readonly applies: false; readonly because: string };

/**
 * Where a tool's program is found: built here from kernels/, on PATH from a distribution's package, or a script in
 * kernels/gpu/ for a python3 that has torch.
 */
export type Program =
  /** `needs`: what it takes to build beyond a C compiler, e.g. `CUDA's nvcc and cuBLAS`. */
  | { readonly kind: "kernel"; readonly name: string; readonly needs?: string }
  | { readonly kind: "script"; readonly name: string }
  | { readonly kind: "path"; readonly name: string; readonly package: string }
  /** `origin`: where what no package puts on PATH comes from, e.g. `built from github.com/NVIDIA/nvbandwidth`. */
  | { readonly kind: "path"; readonly name: string; readonly origin: string };

/** CPUs of one NUMA node, memory of one (perhaps another) node; the runner applies it with numactl. */
export interface Binding {
  readonly cpuNode: number;
  readonly memoryNode: number;
}

/** One process to start. A trial is one or several of them, one after the other. */
export interface Command {
  /** Arguments after the program's name. */
  readonly arguments: readonly string[];
  /** Added to the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly binding: Binding | null;
  /** Indices of the GPUs that it loads: their clocks, power and links are sampled while it runs. */
  readonly gpus?: readonly number[];
  /** Coordinates that all samples of this command share. */
  readonly at: Coordinates;
  /** File of the results folder that keeps what it prints. */
  readonly rawFile: string;
  readonly expectedSeconds: number;
  /** After this the whole process group is ended and the trial has failed. */
  readonly limitSeconds: number;
  /**
   * Said to the person and kept with the trial: what was not as by default, e.g. arrays scaled down to memory.
   */
  readonly notice?: string;
  /**
   * Exit code by which the program says that the machine cannot do this at all (huge pages not to be had):
   * its samples are then missing with that reason, and the trial has not failed.
   */
  readonly unavailableExit?: number;
}

/** What a command printed on stdout, with the command and the machine that explain it. */
export interface Output {
  readonly command: Command;
  readonly stdout: string;
  readonly machine: MachineFacts;
  /** What the commands of the same trial before this one printed, as far as they ended well. */
  readonly before: readonly Output[];
}

/** What an output says. */
export interface Reading {
  readonly samples: readonly Sample[];
  /** Sentences about an output that could be read: what of it was left out, and why. */
  readonly remarks: readonly string[];
}

/** One program that can do a benchmark. `commands` and `parse` are pure. */
export interface Tool {
  /** Recorded with every sample: numbers of different tools are never compared. */
  readonly id: string;
  /** What a person reads, e.g. `vcpu-bench's implementation of the STREAM kernels`. */
  readonly label: string;
  readonly program: Program;
  readonly versionArguments: readonly string[];
  /** Whether the tool can do anything on this machine, e.g. with GPUs of this vendor; without it, it always can. */
  supports?(machine: MachineFacts): boolean;
  commands(machine: MachineFacts, settings: Settings): readonly Command[];
  /** @throws OutputError quoting the line that cannot be read, or saying what was not as asked. */
  parse(output: Output): Reading;
  /** How far a command came that failed or was ended by its time limit, e.g. `its last message size was 1024 bytes`. */
  reached?(stdout: string): string | null;
}

/** A value of a metric that stands in the report's summary table. */
export interface Headline {
  readonly label: string;
  readonly metric: string;
  /** Picks one series of the metric: each of these coordinates must be equal. */
  readonly at: Coordinates;
}

/** One thing measured. It describes; only the runner executes. */
export interface Benchmark {
  /** The name that `--tests` takes. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what is measured. */
  readonly measures: string;
  /** One or two sentences: what a vCPU, NUMA or huge page setting does to it. */
  readonly why: string;
  readonly metrics: readonly Metric[];
  readonly headlines: readonly Headline[];
  readonly charts: readonly Chart[];
  applies(machine: MachineFacts, settings: Settings): Applicability;
  /** In order of preference: the first one present is used and named in the results. */
  readonly tools: readonly Tool[];
  /** Samples that follow from all commands of one trial together, e.g. remote against local. */
  derive?(samples: readonly Sample[], machine: MachineFacts): readonly Sample[];
}

/** The output of a tool is not what it should be: unreadable, incomplete, or shows a setting not in force. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}
