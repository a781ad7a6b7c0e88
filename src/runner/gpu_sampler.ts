import type { GpuSample } from "../machine/gpus/gpu_sample.ts";

export const samplePeriodMs = 500;

/** What was seen of the GPUs that were watched. */
export interface Watched {
  /** Of those GPUs alone, in the order of time. */
  readonly samples: readonly GpuSample[];
  /** What the program that samples printed, untouched; null where there is none. */
  readonly printed: { readonly argv: readonly string[]; readonly text: string } | null;
  /** CPU time that the program that samples took. */
  readonly cpuSeconds: number;
  /** Why less was seen than there was to see; said once a run. */
  readonly notices: readonly string[];
}

/** Looks twice a second at what GPUs do. Nothing of it runs, and no GPU is asked, while none is watched. */
export interface GpuSampler {
  /**
   * Begins to watch GPUs, given by their indices in the facts.
   * @returns a function that ends that, to be called before the next watch begins.
   */
  watch(gpus: readonly number[]): () => Watched;
  /** To be called at the end of a run. */
  end(): void;
}

export const nothingWatched: Watched = { samples: [], printed: null, cpuSeconds: 0, notices: [] };
