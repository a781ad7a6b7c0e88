import { join } from "node:path";
import { OutputError } from "../../benchmarks/benchmark.ts";
import { type Block, splitBlocks } from "../../benchmarks/formats/blocks.ts";
import { quoteLine } from "../../benchmarks/formats/lines.ts";
import { unitOf } from "../../benchmarks/index.ts";
import type { BenchmarkOutcome, Configuration, ReadingProblem } from "../configuration.ts";
import { metadataFile } from "../file_names.ts";
import { keptFiles } from "../list_files.ts";
import type { RecordedSample } from "../sample.ts";
import { noOlderMetadata, type OlderMetadata, parseOlderMetadata } from "./older_metadata.ts";
import { olderRawFiles } from "./older_files.ts";

const longestOutput = 2000;

/** What became of one run of a tool. */
interface Trial {
  readonly file: string;
  readonly benchmark: string;
  readonly round: number;
  readonly samples: readonly RecordedSample[];
  readonly failure: { readonly because: string; readonly output: string } | null;
  /** What a person should know about the file; not the failure of a tool. */
  readonly problem: string | null;
  readonly notice: string | null;
}

function readBlock(file: string, block: Block, round: number, metadata: OlderMetadata): Trial | null {
  const known = olderRawFiles.get(file);
  if (known === undefined) return null;
  const { benchmark } = known;
  const trial = { file, benchmark, round, samples: [], failure: null, problem: null, notice: null };
  const output = block.text.trim().slice(-longestOutput);
  if (output === "")
    return { ...trial, failure: { because: "it printed nothing", output }, problem: "it is empty" };
  if (!known.mark.test(block.text))
    return { ...trial, failure: { because: "it printed no results", output } };
  try {
    const { tool, samples, shortcoming, notice } = known.read(block.text, metadata);
    const recorded = samples.map((sample) => ({
      ...sample,
      run: 1,
      round,
      benchmark,
      unit: unitOf(sample.metric),
      tool,
    }));
    return { ...trial, samples: recorded, problem: shortcoming ?? null, notice: notice ?? null };
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    return { ...trial, failure: { because: error.message, output }, problem: error.message };
  }
}

/** One trial a block. Text before the first `# run N` that holds no results is an introduction, not a run. */
function readFile(file: string, text: string, metadata: OlderMetadata): Trial[] {
  const mark = olderRawFiles.get(file)?.mark;
  const blocks = splitBlocks(text);
  const runs = blocks.filter((block) => block.run !== null || blocks.length === 1 || mark?.test(block.text));
  return runs.flatMap((block, i) => readBlock(file, block, i + 1, metadata) ?? []);
}

function outcomeOf(benchmark: string, trials: readonly Trial[]): BenchmarkOutcome {
  const roundsOf = (some: readonly Trial[]): number => new Set(some.map(({ round }) => round)).size;
  const failed = trials.filter((trial) => trial.failure !== null);
  const failure = failed.at(-1)?.failure ?? null;
  const rounds = roundsOf(trials);
  return failure === null
    ? { benchmark, status: "done", rounds }
    : { benchmark, status: "failed", ...failure, failedRounds: roundsOf(failed), rounds };
}

function problemOf({ file, round, problem }: Trial, trials: readonly Trial[]): string | null {
  if (problem === null) return null;
  const several = trials.filter((trial) => trial.file === file).length > 1;
  return several ? `run ${round}: ${problem}` : problem;
}

/**
 * Reads what the older suite left in a folder. What cannot be read is a problem naming the file and never keeps the
 * rest from being read; a tool that failed is a failed outcome with what it printed.
 * @param folder.files are the texts of those of `olderFiles` that are there.
 * @param folder.names of all ordinary files; without it, those that were read
 */
export function readOlder(folder: {
  readonly gpu: string;
  readonly config: string;
  readonly directory: string;
  readonly files: ReadonlyMap<string, string>;
  readonly names?: readonly string[];
}): { configuration: Configuration; problems: ReadingProblem[] } {
  const { gpu, config, directory, files, names = Array.from(files.keys()).toSorted() } = folder;
  const metadataText = files.get(metadataFile);
  const { metadata, problem } =
    metadataText === undefined
      ? { metadata: noOlderMetadata, problem: null }
      : parseOlderMetadata(metadataText);
  const trials = Array.from(olderRawFiles.keys()).flatMap((file) => {
    const text = files.get(file);
    return text === undefined ? [] : readFile(file, text, metadata);
  });
  const problemsByFile = [
    { file: metadataFile, because: problem },
    ...trials.map((trial) => ({ file: trial.file, because: problemOf(trial, trials) })),
  ];
  const measured = new Set(trials.filter(({ samples }) => samples.length > 0).map(({ file }) => file));
  const notices = [
    metadata.config === null || metadata.config === config
      ? null
      : `metadata.json calls this configuration ${quoteLine(metadata.config)}`,
    ...Array.from(measured, (file) => olderRawFiles.get(file)?.notice ?? null),
    ...trials.map(({ notice }) => notice),
  ];
  const configuration: Configuration = {
    gpu,
    config,
    source: "older",
    directory,
    startedAt: metadata.startedAt,
    profile: null,
    machine: null,
    runs: [],
    outcomes: Array.from(Map.groupBy(trials, ({ benchmark }) => benchmark)).map(([benchmark, own]) =>
      outcomeOf(benchmark, own),
    ),
    notices: Array.from(new Set(notices.filter((notice) => notice !== null))),
    noise: [],
    gpuLoad: [],
    samples: trials.flatMap(({ samples }) => samples),
    files: keptFiles(names, new Map(Array.from(files, ([name, text]) => [name, Buffer.byteLength(text)]))),
  };
  return {
    configuration,
    problems: problemsByFile.flatMap(({ file, because }) =>
      because === null ? [] : [{ path: join(directory, file), because }],
    ),
  };
}
