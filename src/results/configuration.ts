import type { MachineFacts } from "../machine/facts.ts";
import type { Profile } from "../benchmarks/settings.ts";
import type { GpuLoad, Noise, Run } from "./metadata.ts";
import type { RecordedSample } from "./sample.ts";

/** What became of a benchmark in a configuration, over all its runs. */
export type BenchmarkOutcome =
  | { readonly benchmark: string; readonly status: "done"; readonly rounds: number }
  | { readonly benchmark: string; readonly status: "skipped"; readonly because: string }
  | {
      readonly benchmark: string;
      readonly status: "failed";
      readonly because: string;
      /** The end of what the failed command printed. */
      readonly output: string;
      readonly failedRounds: number;
      readonly rounds: number;
    };

/** What a GPU did in one trial. */
export interface TrialGpuLoad {
  readonly benchmark: string;
  readonly round: number;
  readonly load: GpuLoad;
}

/** An ordinary file of a configuration's folder. */
export interface KeptFile {
  readonly name: string;
  /** Up to where it holds what was measured; null where that is not known without looking. */
  readonly bytes: number | null;
}

/** One configuration as read back from disk. */
export interface Configuration {
  readonly gpu: string;
  readonly config: string;
  /** `samples` when samples.csv gave the numbers; `older` when they were read from other tools' raw files. */
  readonly source: "samples" | "older";
  readonly directory: string;
  /** ISO time of the first run; null when the folder does not say. */
  readonly startedAt: string | null;
  /** Null for older trees, which do not say. */
  readonly profile: Profile | null;
  /** Facts of the latest run; null for older trees. */
  readonly machine: MachineFacts | null;
  /** Empty for older trees. */
  readonly runs: readonly Run[];
  readonly outcomes: readonly BenchmarkOutcome[];
  readonly notices: readonly string[];
  readonly noise: readonly Noise[];
  /** One entry a GPU and trial that was to load it; empty for older trees. */
  readonly gpuLoad: readonly TrialGpuLoad[];
  readonly samples: readonly RecordedSample[];
  /** What its folder holds, by name, from which all of the above was read or which a person may read. */
  readonly files: readonly KeptFile[];
}

/** A file or folder that could not be read, and why. */
export interface ReadingProblem {
  readonly path: string;
  readonly because: string;
}

/** Everything under a results folder. */
export interface ResultTree {
  readonly configurations: readonly Configuration[];
  readonly problems: readonly ReadingProblem[];
}
