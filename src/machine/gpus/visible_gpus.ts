import type { FoundGpu } from "./found_gpus.ts";

/** This program's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The GPUs that programs see, in the order in which they count them. */
export interface Visible {
  readonly gpus: readonly FoundGpu[];
  /** The variable that hides them all; null when none does. */
  readonly hiddenBy: string | null;
}

/**
 * By CUDA's rules: CUDA_VISIBLE_DEVICES names and orders them, each once; everything from its first entry on that names
 * no GPU is invisible; and while one of them is cut into slices, its first slice is all that a program sees.
 */
export function visibleToCuda(gpus: readonly FoundGpu[], environment: Environment): Visible {
  const { entries, variable } = select(gpus, environment, "CUDA_VISIBLE_DEVICES");
  const visible = hasTwice(entries) ? [] : entries.map(({ gpu }) => gpu);
  const sliced = visible.find(({ slices }) => slices.length > 0);
  // With MIG on and not one slice made there is nothing to run on.
  const whole = visible.filter(({ facts }) => facts.mig !== true);
  return {
    gpus: sliced === undefined ? whole : [sliced],
    hiddenBy: visible.length === 0 && gpus.length > 0 ? variable : null,
  };
}

/** By ROCm's rules: ROCR_VISIBLE_DEVICES first, then HIP_VISIBLE_DEVICES or, where that is not set, CUDA's variable. */
export function visibleToHip(gpus: readonly FoundGpu[], environment: Environment): Visible {
  let visible = gpus;
  for (const name of ["ROCR_VISIBLE_DEVICES", hipVariable(environment)]) {
    const { entries, variable } = select(visible, environment, name);
    if (entries.length === 0 && visible.length > 0) return { gpus: [], hiddenBy: variable };
    visible = Array.from(new Set(entries.map(({ gpu }) => gpu)));
  }
  return { gpus: visible, hiddenBy: null };
}

/** HIP, unlike CUDA, takes an empty text as if the variable were not set. */
function hipVariable(environment: Environment): string | null {
  const names = ["HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES"];
  return names.find((name) => (environment[name] ?? "") !== "") ?? null;
}

interface Entry {
  /** As the variable has it; empty where no variable says anything. */
  readonly text: string;
  readonly gpu: FoundGpu;
}

/** What a variable names, up to its first entry that names nothing; all where it is not set. */
function select(
  gpus: readonly FoundGpu[],
  environment: Environment,
  variable: string | null,
): { readonly entries: readonly Entry[]; readonly variable: string | null } {
  const value = variable === null ? undefined : environment[variable];
  if (value === undefined) return { entries: gpus.map((gpu) => ({ text: "", gpu })), variable: null };
  const entries: Entry[] = [];
  for (const text of value.split(",").map((part) => part.trim())) {
    const gpu = named(gpus, text);
    if (gpu === null) break;
    entries.push({ text, gpu });
  }
  return { entries, variable };
}

/** The GPU that an entry names by its number or by the beginning of a name that no other has. */
function named(gpus: readonly FoundGpu[], entry: string): FoundGpu | null {
  // As the runtimes read it: `1x` is 1.
  const [number] = /^\d+/.exec(entry) ?? [];
  if (number !== undefined) return gpus[Number(number)] ?? null;
  if (!/^(?:GPU|MIG)-/.test(entry)) return null;
  const [gpu, another] = gpus.filter(({ facts, slices }) =>
    [facts.uuid ?? "", ...slices].some((name) => name.startsWith(entry)),
  );
  return gpu === undefined || another !== undefined ? null : gpu;
}

/** Whether a GPU is named twice, for which CUDA refuses them all; two slices may be of one GPU. */
function hasTwice(entries: readonly Entry[]): boolean {
  const whole = entries.filter(({ text }) => !text.startsWith("MIG-")).map(({ gpu }) => gpu);
  return new Set(whole).size < whole.length;
}
