import { mkdir } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { summarize } from "../analysis/summary.ts";
import { catalogue } from "../benchmarks/index.ts";
import {
  type MadeReport,
  renderReport,
  renderReports,
  type ReportInput,
  type TextKind,
  type WantedReport,
} from "../report/index.ts";
import { formatSummaryCsv } from "../report/formats/csv.ts";
import type { Chromium } from "../report/pdf/chromium_command.ts";
import { findChromium } from "../report/pdf/find_chromium.ts";
import type { ResultTree } from "../results/configuration.ts";
import { writeAtomically } from "../results/files.ts";
import { summaryFile } from "../results/folder.ts";
import { readConfiguration } from "../results/read_configuration.ts";
import { readTree } from "../results/read_tree.ts";
import { onOneLine } from "../one_line.ts";
import { suiteImage, suiteVersion } from "../suite.ts";
import { UsageError } from "../usage_error.ts";
import { messages } from "./messages.ts";
import { listenForSignals } from "./signals.ts";
import { suggestion } from "./strict_arguments.ts";
import { codeOf, messageOf } from "../caught.ts";

const kinds: Readonly<Record<string, TextKind | "pdf">> = {
  ".html": "html",
  ".pdf": "pdf",
  ".json": "json",
  ".csv": "csv",
  ".md": "md",
};

/**
 * The form of report that a file's ending asks for.
 * @throws UsageError naming the endings that there are.
 */
function reportKind(output: string): TextKind | "pdf" {
  const ending = extname(output).toLowerCase();
  const kind = kinds[ending];
  if (kind !== undefined) return kind;
  const endings = Object.keys(kinds);
  throw new UsageError(
    `${output} must end in ${endings.join(", ")}, which says what to write${suggestion(ending, endings)}.`,
  );
}

/**
 * Reads a results folder; what could not be read is told of on stderr.
 * @throws UsageError when the folder cannot be read at all.
 */
export async function readResults(folder: string): Promise<ResultTree> {
  try {
    const tree = await readTree(folder);
    for (const { path, because } of tree.problems)
      messages.warn(onOneLine(`${path} is left out: ${because}`));
    return tree;
  } catch (error) {
    throw new UsageError(
      codeOf(error) === "ENOENT"
        ? `${folder} does not exist: measure first (vcpu-bench run NAME), or name the results folder` +
            `${suiteImage === null ? "" : ", or mount it: -v ./results:/results"}.`
        : `${folder} cannot be read: ${messageOf(error)}.`,
    );
  }
}

/** @throws UsageError when no configuration has the name, offering the closest. */
function checkBaseline(name: string, folder: string, { configurations }: ResultTree): void {
  const names = Array.from(new Set(configurations.map(({ config }) => config)));
  if (!names.includes(name))
    throw new UsageError(
      `--baseline: no configuration in ${folder} is named '${name}'${suggestion(name, names)}.`,
    );
}

/** What a report is made of. */
async function readInput(folder: string, baseline: string | null): Promise<ReportInput> {
  const tree = await readResults(folder);
  if (tree.configurations.length === 0 && tree.problems.length === 0)
    throw new UsageError(`${folder} holds no results: measure first (vcpu-bench run NAME).`);
  if (baseline !== null) checkBaseline(baseline, folder, tree);
  return { tree, catalogue, baseline, version: suiteVersion, generatedAt: new Date() };
}

async function writeMade({ file, content }: MadeReport): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeAtomically(file, content);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}.`);
  }
}

/**
 * Writes the page of a results folder to a file.
 * @throws UsageError when the folder has no results or the file cannot be written.
 */
export async function writeReport(folder: string, file: string): Promise<void> {
  const input = { ...(await readInput(folder, null)), reportFolder: dirname(resolve(file)) };
  await writeMade({ file, content: await renderReport("html", input) });
}

/** The Chromium of this machine; root has no sandbox for it, and in our images there are no namespaces for one. */
function chromiumHere(): Chromium {
  const isSandboxed = process.getuid?.() !== 0 && suiteImage === null;
  return { program: findChromium(process.env), isSandboxed };
}

function wantedReports(files: readonly string[]): readonly WantedReport[] {
  const withKinds = files.map((file) => ({ file, kind: reportKind(file) }));
  const twice = files.find((file, i) => files.slice(0, i).some((other) => resolve(other) === resolve(file)));
  if (twice !== undefined) throw new UsageError(`report: ${twice} would be written twice.`);
  return withKinds.map(({ file, kind }) =>
    kind === "pdf" ? { file, kind, chromium: chromiumHere() } : { file, kind },
  );
}

/**
 * Writes reports of a results folder to files, each in the form that its ending asks for. All of them are made before
 * the first is written.
 *
 * @param baseline the configuration that the others are compared with; null for each group's usual one
 * @returns 0, or 128 + n when signal n came before anything was written.
 * @throws UsageError when a form is unknown or cannot be made here, the folder has no results or no such baseline, or a
 * file cannot be written.
 */
export async function writeReports(
  folder: string,
  files: readonly string[],
  baseline: string | null,
): Promise<number> {
  const wanted = wantedReports(files);
  const input = await readInput(folder, baseline);
  const signals = listenForSignals(() => messages.info("Ending; once more to end at once."));
  try {
    const made = await renderReports(wanted, input, signals.aborted);
    for (const report of made ?? []) {
      await writeMade(report);
      messages.success(`Report: ${report.file}`);
    }
    return made === null ? (signals.exitCode() ?? 0) : 0;
  } finally {
    signals.stop();
  }
}

/** Writes summary.csv beside the samples that it sums up. */
export async function writeSummary(gpu: string, config: string, directory: string): Promise<void> {
  const { configuration } = await readConfiguration({ gpu, config, directory });
  await writeAtomically(join(directory, summaryFile), formatSummaryCsv(summarize(configuration)));
}
