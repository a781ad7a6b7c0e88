import { compare } from "../../../src/analysis/comparison/compare.ts";
import type { Comparison, Judged } from "../../../src/analysis/comparison/comparison.ts";
import { sideOf, witnessesOf } from "../../../src/analysis/comparison/side.ts";
import { gather, type Gathered } from "../../../src/analysis/gathered.ts";
import { noisyTrials, withoutNoisyTrials } from "../../../src/analysis/noisy_trials.ts";
import { catalogue } from "../../../src/benchmarks/index.ts";
import type { Metric } from "../../../src/benchmarks/metric.ts";
import type { ComparedGroup, Participant } from "../../../src/report/comparison/compared_group.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import type { Run } from "../../../src/results/metadata.ts";
import { type Making, madeUpConfiguration } from "../made_up_configuration.ts";
import { madeUpGpus, madeUpMachine } from "../made_up_machine.ts";

/** A guest with one node and one GPU. */
export const machine = madeUpMachine({ threads: 4, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(1) });

/** Ten rounds on that guest, booted for it, that do not wander, so that every ratio is exactly what the factors say. */
export function configuration(config: string, making: Partial<Making> = {}): Configuration {
  const booted = { ...machine, bootId: `boot of ${config}` };
  return madeUpConfiguration({ gpu: "h200", config, machine: booted, seed: 1, wander: 0, ...making });
}

/** The same, with the GPU measured as well. */
export function withGpu(config: string, making: Partial<Making> = {}): Configuration {
  return configuration(config, { gpuMaking: { transport: "SHM" }, ...making });
}

/** The same, with three figures of CPUs alone. */
export function small(config: string, cpu = 1): Configuration {
  const { samples, ...rest } = configuration(config, { cpu });
  const kept = new Set(["cpu-single.rate", "cpu-all.rate", "cpu-single.latency-percentile"]);
  return { ...rest, samples: samples.filter(({ metric }) => kept.has(metric)) };
}

/** The only run of a configuration that was made up. */
export function runOf({ runs: [run] }: Configuration): Run {
  if (run === undefined) throw new RangeError("a made-up configuration has one run");
  return run;
}

/** With something changed in its machine, or in its run. */
export function inRun(of: Configuration, changes: Partial<Run>): Configuration {
  return { ...of, runs: [{ ...runOf(of), ...changes }] };
}

/** Its ten rounds again and again, once for each of these boots, all values of a boot being so many times as large. */
export function overBoots(
  of: Configuration,
  boots: readonly (readonly [bootId: string, factor: number])[],
): Configuration {
  const run = runOf(of);
  const rounds = Math.max(...of.samples.map(({ round }) => round));
  return {
    ...of,
    runs: boots.map(([bootId], i) => ({ ...run, id: i + 1, machine: { ...run.machine, bootId } })),
    samples: boots.flatMap(([, factor], i) =>
      of.samples.map((sample) => ({
        ...sample,
        run: i + 1,
        round: sample.round + i * rounds,
        value: sample.value * factor,
      })),
    ),
  };
}

/** Without some of the samples, as where a benchmark did not run. */
export function without(of: Configuration, metric: string): Configuration {
  return { ...of, samples: of.samples.filter((sample) => !sample.metric.startsWith(metric)) };
}

/** With the values of a metric changed. */
export function withValues(
  of: Configuration,
  metric: string,
  change: (value: number) => number,
): Configuration {
  return {
    ...of,
    samples: of.samples.map((sample) =>
      sample.metric === metric ? { ...sample, value: change(sample.value) } : sample,
    ),
  };
}

/** What is said for want of controls and of further boots, as Markdown or as text. */
export const untrusted = [
  "- No control was measured on both sides (a GPU's compute and its own memory): nothing vouches for the rest.",
  "- One boot each: whether another boot would give the same is not known; add one to each with run NAME --append.",
];

function participant(of: Configuration): Participant {
  const trials = of.runs.reduce((sum, run) => sum + run.trials.length, 0);
  return { configuration: of, trials, noisy: noisyTrials(of) };
}

/** As `vcpu-bench compare` holds them against each other. */
export function comparedGroup(
  base: Configuration,
  candidates: readonly Configuration[],
  options: { readonly excludesNoisy?: boolean; readonly others?: readonly Configuration[] } = {},
): ComparedGroup {
  const { excludesNoisy = false, others = [] } = options;
  const counting = (of: Configuration): Configuration => (excludesNoisy ? withoutNoisyTrials(of) : of);
  const gathered = (of: Configuration): Gathered => gather(counting(of));
  const witnesses = witnessesOf([base, ...candidates, ...others].map(gathered), catalogue);
  return {
    gpu: base.gpu,
    base: participant(base),
    candidates: candidates.map((candidate) => ({
      participant: participant(candidate),
      comparison: compare(
        sideOf(gathered(base), catalogue),
        sideOf(gathered(candidate), catalogue),
        witnesses,
      ),
    })),
    excludesNoisy,
  };
}

export function comparison(
  base: Configuration,
  candidate: Configuration,
  others: readonly Configuration[] = [],
): Comparison {
  const [only] = comparedGroup(base, [candidate], { others }).candidates;
  if (only === undefined) throw new RangeError("one candidate was given");
  return only.comparison;
}

const rate: Metric = {
  id: "juggling.rate",
  label: "Catches",
  unit: "catches/s",
  better: "higher",
  role: "target",
};

/** A figure that is a tenth better, changed as a test wants it. */
export function judged(
  changes: Partial<Omit<Judged, "metric">> & { readonly metric?: Partial<Metric> } = {},
): Judged {
  const { metric, ...rest } = changes;
  return {
    kind: "figure",
    key: "juggling.rate",
    benchmark: "juggling",
    at: {},
    tool: "hands",
    base: 100,
    candidate: 110,
    rounds: { base: 10, candidate: 10 },
    ratio: { estimate: 1.1, low: 1.08, high: 1.12 },
    p: 0.001,
    basis: "rounds",
    runToRun: null,
    verdict: { is: "better" },
    ...rest,
    metric: { ...rate, ...metric },
  };
}
