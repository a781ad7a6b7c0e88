import { UsageError } from "../usage_error.ts";
import { metadataFile, samplesFile, summaryFile } from "./file_names.ts";
import type { Existing, Mode } from "./folder.ts";
import { schemaVersion, type Metadata, type Run } from "./metadata.ts";
import { gpuWords } from "./gpu_words.ts";
import { olderFiles } from "./older/file_names.ts";

/** A run that is about to measure, and what was measured before it. */
export interface Beginning {
  /** With the run in it, as its last. */
  readonly metadata: Metadata;
  /** Number of the run's first round within the configuration. */
  readonly firstRound: number;
  /** Files of an earlier configuration that are to be cleared away first. */
  readonly clear: readonly string[];
}

function roundsSoFar(runs: readonly Run[]): number {
  return Math.max(0, ...runs.flatMap((run) => run.trials.map((trial) => trial.round)));
}

function describe({ runs }: Metadata): string {
  const rounds = new Set(runs.flatMap((run) => run.trials.map((trial) => trial.round))).size;
  const last = runs.at(-1);
  const state = last?.status === "finished" ? "" : ", the last run unfinished";
  return `${rounds} ${rounds === 1 ? "round" : "rounds"} of ${runs[0]?.startedAt.slice(0, 10)}${state}`;
}

/** The results files of what is replaced; anything else that lies there is not ours to remove. */
function clearable(existing: Exclude<Existing, { kind: "nothing" }>): string[] {
  const ours = existing.kind === "ours" ? Object.keys(existing.metadata.committed) : [];
  return Array.from(new Set([metadataFile, samplesFile, summaryFile, ...ours, ...olderFiles]));
}

function describeCpus({ cpu, container }: Run["machine"]): string {
  const quota = container.cpuQuota === null ? "" : `, a quota of ${container.cpuQuota}`;
  return `${cpu.allowed} of ${cpu.online}${quota}`;
}

function describeEnvironment({ environment }: Run["machine"]): string {
  const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return words.toSorted().join(" ") || "none";
}

function describeTools({ suite, tools }: Run): string {
  const versions = new Set(tools.map(({ id, version }) => `${id} ${version}`));
  return [`vcpu-bench ${suite.version}`, ...versions].join(", ");
}

/** The interrupted run, as it goes on. */
function resumed(folder: string, metadata: Metadata, now: Run): Beginning {
  const run = metadata.runs.at(-1);
  if (run === undefined || run.status === "finished")
    throw new UsageError(`${folder} has nothing to resume: its last run is finished; --append adds another.`);
  if (run.machine.bootId !== now.machine.bootId)
    throw new UsageError(
      `${folder} cannot be resumed: the machine has been booted since, and the rounds of one run share one boot; ` +
        "--append adds a run of its own.",
    );
  const sameness: readonly (readonly [what: string, before: string, since: string])[] = [
    ["CPUs", describeCpus(run.machine), describeCpus(now.machine)],
    ["GPUs", gpuWords(run), gpuWords(now)],
    [
      "environment variables for GPUs and threads",
      describeEnvironment(run.machine),
      describeEnvironment(now.machine),
    ],
    ["tools", describeTools(run), describeTools(now)],
  ];
  for (const [what, before, since] of sameness)
    if (before !== since)
      throw new UsageError(
        `${folder} cannot be resumed: the ${what} are not the same as when it began (${before}; now ${since}); ` +
          "--append adds a run of its own.",
      );
  const firstRound = roundsSoFar(metadata.runs.slice(0, -1)) + 1;
  const goesOn: Run = { ...run, status: "running", endedAt: null };
  return { metadata: { ...metadata, runs: [...metadata.runs.slice(0, -1), goesOn] }, firstRound, clear: [] };
}

/**
 * Decides what a run does with what lies in its folder already.
 *
 * @param run the new run; its id is given here
 * @throws UsageError when measuring would overwrite or mix, naming the options that say how to go on.
 */
export function beginRun(options: {
  readonly folder: string;
  readonly existing: Existing;
  readonly mode: Mode;
  readonly gpu: string;
  readonly config: string;
  readonly run: Omit<Run, "id">;
}): Beginning {
  const { folder, existing, mode, gpu, config } = options;
  const run = { ...options.run, id: 1 };
  const fresh: Metadata = { schema: schemaVersion, gpu, config, runs: [run], committed: {} };
  if (existing.kind === "nothing") {
    if (mode === "resume") throw new UsageError(`${folder} does not exist, so there is nothing to resume.`);
    return { metadata: fresh, firstRound: 1, clear: [] };
  }
  if (mode === "replace") return { metadata: fresh, firstRound: 1, clear: clearable(existing) };
  if (existing.kind === "foreign")
    throw new UsageError(
      `${folder} holds files that this version cannot add to (${existing.because}): choose another name, or ` +
        "--replace to measure anew in their place.",
    );
  const { metadata } = existing;
  if (metadata.schema !== schemaVersion)
    throw new UsageError(
      `${folder} holds results that an earlier version wrote, to which this one cannot add (schema ` +
        `${metadata.schema}, now ${schemaVersion}): choose another name, or --replace to measure anew in their place.`,
    );
  switch (mode) {
    case "resume":
      return resumed(folder, metadata, run);
    case "append": {
      const id = Math.max(...metadata.runs.map((earlier) => earlier.id)) + 1;
      return {
        metadata: { ...metadata, runs: [...metadata.runs, { ...run, id }] },
        firstRound: roundsSoFar(metadata.runs) + 1,
        clear: [],
      };
    }
    case "new":
      throw new UsageError(
        `${folder} already holds ${describe(metadata)}: --append adds a run, --resume completes an unfinished one, ` +
          "--replace measures anew; or choose another name.",
      );
  }
}
