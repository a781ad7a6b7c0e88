import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../../src/results/configuration.ts";
import { formatCsv } from "../../src/results/csv.ts";
import { metadataFile, samplesFile } from "../../src/results/file_names.ts";
import { type Metadata, type Run, schemaVersion, type Trial } from "../../src/results/metadata.ts";
import { formatSamples, samplesHeader } from "../../src/results/samples_csv.ts";
import { inRun, runOf, small, withValues, without } from "../report/comparison/made_up_comparison.ts";
import { finishedTrial, keptTrial } from "../results/example.ts";

/** Rounds that are too unlike one another to tell what a percent would change. */
const unsteady = [0.97, 1.04, 1, 1.05, 0.96, 1.01, 0.99, 1.06, 0.95, 1.02];

function withUnsteadyThread(of: Configuration): Configuration {
  return {
    ...of,
    samples: of.samples.map((sample) =>
      sample.metric === "cpu-single.rate"
        ? { ...sample, value: 1214 * (unsteady[sample.round - 1] ?? 1) }
        : sample,
    ),
  };
}

/** Half the time of some rounds was stolen from one thread, which did half as much. */
function withStolenRounds(of: Configuration, stolen: readonly number[]): Configuration {
  const trials = Array.from({ length: 10 }, (_, i): Trial => {
    const trial = keptTrial(finishedTrial(i + 1, { gpuLoad: [] }));
    const noise = { ...trial.noise, stealSeconds: stolen.includes(i + 1) ? 6 : 0 };
    return { ...trial, noise };
  });
  const disturbed = of.samples.map((sample) =>
    sample.metric === "cpu-single.rate" && stolen.includes(sample.round)
      ? { ...sample, value: 0.5 * sample.value }
      : sample,
  );
  return inRun({ ...of, samples: disturbed }, { trials });
}

function withSettings(of: Configuration, changes: Partial<Run["settings"]>): Configuration {
  return inRun(of, { settings: { ...runOf(of).settings, ...changes } });
}

function stream(config: string, elements: number): Configuration {
  const { samples, ...rest } = small(config);
  const rates = samples
    .filter(({ metric }) => metric === "cpu-single.rate")
    .map((sample) => ({
      ...sample,
      benchmark: "stream",
      metric: "stream.rate",
      at: { kernel: "triad", elements },
      unit: "MB/s",
    }));
  return { ...rest, samples: [...samples, ...rates] };
}

function firstRounds(of: Configuration, count: number): Configuration {
  return { ...of, samples: of.samples.filter(({ round }) => round <= count) };
}

/** What a person may have measured; `numa` and `equal` in two groups. */
export const configurations: readonly Configuration[] = [
  small("numa"),
  small("equal"),
  small("faster", 1.1),
  small("slower", 0.9),
  withValues(small("mixed", 1.1), "cpu-all.rate", (value) => 0.8 * value),
  withUnsteadyThread(small("unsteady")),
  firstRounds(small("once"), 1),
  withSettings(small("quick"), { profile: "smoke" }),
  withSettings(without(small("partial"), "cpu-all"), { tests: ["cpu-single"] }),
  withValues(small("still"), "cpu-single.rate", () => 0),
  stream("large-arrays", 80_000_000),
  stream("small-arrays", 40_000_000),
  withStolenRounds(small("stolen"), [3, 7]),
  withStolenRounds(small("robbed"), [1, 2, 3, 4, 5, 6, 7]),
  small("host"),
  { ...small("numa"), gpu: "other" },
  { ...small("equal"), gpu: "other" },
  { ...small("elsewhere"), gpu: "other" },
];

/** Writes a configuration where a run of this program would have left it, and gives its folder. */
export async function writeConfiguration(
  results: string,
  { gpu, config, runs, samples }: Configuration,
  schema: number = schemaVersion,
): Promise<string> {
  const folder = join(results, gpu, config);
  const text = formatCsv(samplesHeader, []) + formatSamples(samples);
  const committed = { [samplesFile]: Buffer.byteLength(text) };
  const metadata: Omit<Metadata, "schema"> & { schema: number } = { schema, gpu, config, runs, committed };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, samplesFile), text);
  await writeFile(join(folder, metadataFile), JSON.stringify(metadata));
  return folder;
}
