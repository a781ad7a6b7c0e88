import { access, constants, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Capture } from "../machine/captures.ts";
import type { FinishedTrial } from "../runner/trial.ts";
import { quoteForShell } from "../runner/command_line.ts";
import { messageOf } from "../caught.ts";
import { UsageError } from "../usage_error.ts";
import { formatCsv } from "./csv.ts";
import { appendAfter, writeAtomically } from "./files.ts";
import { metadataFile, samplesFile } from "./file_names.ts";
import type { Metadata, Run } from "./metadata.ts";
import { cannotWrite } from "./preflight.ts";
import { recordedSamples } from "./sample.ts";
import { SavingError } from "./saving_error.ts";
import { formatSamples, samplesHeader } from "./samples_csv.ts";

/** Saves a run as it goes. */
export interface Writer {
  /** Resolves when the trial is on disk; a kill before that loses this trial and no other. */
  record(trial: FinishedTrial): Promise<void>;
  finish(status: "interrupted" | "finished"): Promise<void>;
}

/** The blocks that a trial adds to the raw files: `# run N`, then what each command printed, untouched. */
function rawBlocks(trial: FinishedTrial): Map<string, string> {
  const blocks = new Map<string, string>();
  for (const [file, outputs] of Map.groupBy(trial.raw, (output) => output.file)) {
    const texts = outputs.map(({ argv, text }) => {
      const ended = text === "" || text.endsWith("\n") ? text : `${text}\n`;
      return outputs.length === 1 ? ended : `# command: ${quoteForShell(argv)}\n${ended}`;
    });
    blocks.set(file, `# run ${trial.round}\n${texts.join("")}`);
  }
  return blocks;
}

/** Files must be at least as long as what was committed of them, or someone else changed them, and be writable. */
async function checkFiles(folder: string, committed: Metadata["committed"]): Promise<void> {
  for (const [file, length] of Object.entries(committed)) {
    const size = await stat(join(folder, file)).then(
      (stats) => stats.size,
      () => 0,
    );
    if (size < length)
      throw new UsageError(
        `${join(folder, file)} is shorter than when it was written, so no run can be added to it: restore it, or ` +
          "--replace to measure anew.",
      );
    await access(join(folder, file), constants.W_OK).catch((error: unknown) => {
      throw cannotWrite(join(folder, file), error);
    });
  }
}

/**
 * Opens a configuration's folder for a run and writes what is known before anything is measured.
 *
 * metadata.json names, for each file, the length up to which it holds finished trials. A trial is saved by appending
 * to the files first and renaming the new metadata.json into place last, so that it counts either wholly or not at
 * all; what an interrupted save left behind is cut off by the next.
 *
 * @param options.metadata with the run as its last
 * @throws UsageError when files are not as they were left.
 */
export async function openWriter(options: {
  readonly folder: string;
  readonly metadata: Metadata;
  /** Files to remove first. */
  readonly clear: readonly string[];
  readonly captures: readonly Capture[];
  readonly unitOf: (metric: string) => string;
}): Promise<Writer> {
  const { folder, captures, unitOf } = options;
  let { metadata } = options;
  const commit = async (changed: Metadata): Promise<void> => {
    await writeAtomically(join(folder, metadataFile), `${JSON.stringify(changed, null, 1)}\n`);
    metadata = changed;
  };
  const updateRun = (change: (run: Run) => Run): Run[] =>
    metadata.runs.map((run, index) => (index === metadata.runs.length - 1 ? change(run) : run));
  const append = async (file: string, text: string): Promise<[file: string, length: number]> => [
    file,
    await appendAfter(join(folder, file), metadata.committed[file] ?? 0, text),
  ];

  try {
    await mkdir(folder, { recursive: true });
    await checkFiles(folder, metadata.committed);
    // First, so that what is replaced counts wholly or not at all.
    await commit(metadata);
    for (const file of options.clear)
      if (file !== metadataFile) await rm(join(folder, file), { force: true });
    for (const { file, text } of captures) await writeAtomically(join(folder, file), text);
  } catch (error) {
    throw error instanceof UsageError ? error : cannotWrite(folder, error);
  }

  const save = async (trial: FinishedTrial): Promise<void> => {
    const runId = metadata.runs.at(-1)?.id ?? 1;
    const header = metadata.committed[samplesFile] === undefined ? formatCsv(samplesHeader, []) : "";
    const lengths = [
      await append(samplesFile, header + formatSamples(recordedSamples(trial, runId, unitOf))),
    ];
    for (const [file, block] of rawBlocks(trial)) lengths.push(await append(file, block));
    const { raw: _raw, samples: _samples, ...kept } = trial;
    await commit({
      ...metadata,
      committed: { ...metadata.committed, ...Object.fromEntries(lengths) },
      runs: updateRun((run) => ({ ...run, trials: [...run.trials, kept] })),
    });
  };
  return {
    async record(trial) {
      try {
        await save(trial);
      } catch (error) {
        throw new SavingError(
          `${trial.benchmark} of round ${trial.round} could not be saved to ${folder}: ${messageOf(error)}; the ` +
            "trials before it are kept: mend that, then run again with --resume.",
        );
      }
    },
    async finish(status) {
      try {
        await commit({
          ...metadata,
          runs: updateRun((run) => ({ ...run, status, endedAt: new Date().toISOString() })),
        });
      } catch (error) {
        throw new SavingError(
          `the end of the run could not be saved to ${folder}: ${messageOf(error)}; all its trials are kept: mend ` +
            "that, then run again with --resume.",
        );
      }
    },
  };
}
