import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkOutcome, Configuration, ReadingProblem } from "./configuration.ts";
import { gpuWords } from "./gpu_words.ts";
import { metadataFile, samplesFile } from "./file_names.ts";
import { metadataFrom } from "./folder.ts";
import { keptFiles } from "./list_files.ts";
import type { Metadata, Run } from "./metadata.ts";
import { parseSamples, type SamplesReader, type SamplesReading } from "./samples_csv.ts";
import { messageOf } from "../caught.ts";
import { lowestOf } from "../benchmarks/statistics.ts";
import { formatPlural } from "../number_format.ts";

/** No results file is larger; one that is was not written by a benchmark. */
const largestBytes = 256 * 1024 * 1024;

/** @throws Error in a few words when it is no ordinary file. */
export function ordinaryFile(path: string): Bun.BunFile {
  // A thread of its own for so little takes far longer than waiting for it.
  const stats = lstatSync(path);
  if (!stats.isFile()) throw new Error("it is not an ordinary file");
  if (stats.size > largestBytes) throw new Error(`it is larger than ${largestBytes / 1024 ** 2} MiB`);
  return Bun.file(path);
}

function outcomeOf(benchmark: string, runs: readonly Run[]): BenchmarkOutcome {
  const trials = runs.flatMap((run) => run.trials.filter((trial) => trial.benchmark === benchmark));
  const failures = trials.flatMap(({ outcome }) => (outcome.status === "failed" ? [outcome] : []));
  const lastFailure = failures.at(-1);
  if (lastFailure !== undefined)
    return { benchmark, ...lastFailure, failedRounds: failures.length, rounds: trials.length };
  if (trials.length > 0) return { benchmark, status: "done", rounds: trials.length };
  const skipped = runs.flatMap((run) => run.skipped).findLast((entry) => entry.benchmark === benchmark);
  return {
    benchmark,
    status: "skipped",
    because: skipped?.because ?? "the run ended before its turn",
  };
}

/** A run's finished trials: those of its ordinary rounds, and those of the rounds that it went on with. */
function countTrials({ settings, trials }: Run): { ordinary: number; further: number } {
  // Whatever was measured, the run's first trial was of its first round.
  const firstRound = lowestOf(trials.map(({ round }) => round));
  const ordinary = trials.filter(({ round }) => round < firstRound + settings.rounds).length;
  return { ordinary, further: trials.length - ordinary };
}

/** What a person should know of runs that did not come to their end. */
export function runNotices({ runs }: Pick<Metadata, "runs">): string[] {
  return runs.flatMap((run) => {
    if (run.status === "finished") return [];
    const expected = run.settings.rounds * run.tools.length;
    const { ordinary, further } = countTrials(run);
    const beyond = further === 0 ? "" : `, and ${further} beyond the ${run.settings.rounds} rounds`;
    const how =
      run.status === "interrupted" ? "was interrupted" : "has not ended (it is running, or was killed)";
    return [
      `run ${run.id} ${how}: ${ordinary} of ${expected} trials are finished${beyond}; --resume continues it`,
    ];
  });
}

/** Runs that were appended on other GPUs than those before them: nothing in a figure tells GPU 0 from GPU 0. */
function mixedGpuNotices({ runs }: Metadata): string[] {
  const onGpus = runs.filter(({ trials }) => trials.some(({ gpuLoad }) => gpuLoad.length > 0));
  const sets = Array.from(Map.groupBy(onGpus, gpuWords));
  if (sets.length < 2) return [];
  const words = sets.map(([gpus, own]) => {
    const ids = own.map(({ id }) => id);
    return `${ids.length === 1 ? "run" : "runs"} ${ids.join(", ")} on ${gpus}`;
  });
  return [
    `its runs were not on the same GPUs, so its GPU figures mix them (${words.join("; ")}): measure each set of GPUs ` +
      "under a name of its own",
  ];
}

async function readSamples(
  directory: string,
  { committed, runs }: Metadata,
  parse: SamplesReader,
): Promise<SamplesReading> {
  const length = committed[samplesFile] ?? 0;
  if (length === 0) {
    // Saving a trial commits this file, if only its header.
    const trials = runs.reduce((total, run) => total + run.trials.length, 0);
    const because = `${metadataFile} counts none of it as finished, but has ${formatPlural(trials, "finished trial")}`;
    return { samples: [], problems: trials === 0 ? [] : [because] };
  }
  try {
    const file = ordinaryFile(join(directory, samplesFile));
    const { samples, problems } = parse(await file.slice(0, length).text());
    const cut = file.size < length ? [`it has ${file.size} of ${length} bytes: its end is missing`] : [];
    return { samples, problems: [...cut, ...problems] };
  } catch (error) {
    return { samples: [], problems: [messageOf(error)] };
  }
}

/**
 * Reads a configuration that this suite wrote. Samples that cannot be read are told of; the rest is kept.
 * @throws Error in a few words when metadata.json cannot be read.
 * @param parse for all configurations of a tree
 * @param names of the ordinary files in its folder; without it, those that it says it has
 */
export async function readConfiguration(
  place: { readonly gpu: string; readonly config: string; readonly directory: string },
  parse: SamplesReader = parseSamples,
  names?: readonly string[],
): Promise<{ configuration: Configuration; problems: ReadingProblem[] }> {
  const { directory } = place;
  const metadata = metadataFrom(await ordinaryFile(join(directory, metadataFile)).json());
  const { runs } = metadata;
  const { samples, problems } = await readSamples(directory, metadata, parse);
  const trials = runs.flatMap((run) => run.trials);
  const benchmarks = Array.from(new Set(runs.flatMap((run) => run.settings.tests)));
  const latest = runs.at(-1);
  const configuration: Configuration = {
    ...place,
    source: "samples",
    startedAt: runs[0]?.startedAt ?? null,
    profile: latest?.settings.profile ?? null,
    machine: latest?.machine ?? null,
    runs,
    outcomes: benchmarks.map((benchmark) => outcomeOf(benchmark, runs)),
    notices: Array.from(
      new Set([
        ...runNotices(metadata),
        ...mixedGpuNotices(metadata),
        ...trials.flatMap((trial) => trial.notices),
      ]),
    ),
    noise: trials.map((trial) => trial.noise),
    gpuLoad: trials.flatMap(({ benchmark, round, gpuLoad }) =>
      gpuLoad.map((load) => ({ benchmark, round, load })),
    ),
    samples,
    files: keptFiles(
      names ?? [metadataFile, ...Object.keys(metadata.committed)].toSorted(),
      new Map(Object.entries(metadata.committed)),
    ),
  };
  return {
    configuration,
    problems: problems.map((because) => ({ path: join(directory, samplesFile), because })),
  };
}
