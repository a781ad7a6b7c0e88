import { mkdir } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { summarize } from "../analysis/summary.ts";
import { catalogue } from "../benchmarks/index.ts";
import {
  type MadeReport,
  renderPage,
  renderReports,
  type ReportSettings,
  type ResultSource,
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
import { type ListedTree, listTree, readGroups, together } from "../results/read_tree.ts";
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

async function listed(folder: string): Promise<ListedTree> {
  try {
    return await listTree(folder);
  } catch (error) {
    throw new UsageError(
      codeOf(error) === "ENOENT"
        ? `${folder} does not exist: measure first (vcpu-bench run NAME), or name the results folder` +
            `${suiteImage === null ? "" : ", or mount it: -v ./results:/results"}.`
        : `${folder} cannot be read: ${messageOf(error)}.`,
    );
  }
}

/** Reads what was listed; what cannot be read is told of on stderr. */
async function* readGroupsTelling(tree: ListedTree): AsyncGenerator<ResultTree> {
  for await (const part of readGroups(tree)) {
    for (const { path, because } of part.problems)
      messages.warn(onOneLine(`${path} is left out: ${because}`));
    yield part;
  }
}

/**
 * Reads a results folder; what could not be read is told of on stderr.
 * @throws UsageError when the folder cannot be read at all.
 */
export async function readResults(folder: string): Promise<ResultTree> {
  return together(await Array.fromAsync(readGroupsTelling(await listed(folder))));
}

/** @throws UsageError when no configuration has the name, offering the closest. */
function checkBaseline(name: string, folder: string, names: ReadonlySet<string>): void {
  if (!names.has(name))
    throw new UsageError(
      `--baseline: no configuration in ${folder} is named '${name}'${suggestion(name, Array.from(names))}.`,
    );
}

/**
 * What a report is made of, read while it is made; once all is read it throws UsageError where there is nothing, or no
 * such baseline. Ends early once `signal` aborts.
 * @throws UsageError when the folder cannot be read at all.
 */
async function openResults(
  folder: string,
  baseline: string | null,
  signal: AbortSignal,
): Promise<ResultSource> {
  const tree = await listed(folder);
  async function* parts(): AsyncGenerator<ResultTree> {
    const names = new Set<string>();
    let problems = 0;
    for await (const part of readGroupsTelling(tree)) {
      if (signal.aborted) return;
      for (const { config } of part.configurations) names.add(config);
      problems += part.problems.length;
      yield part;
    }
    if (names.size === 0 && problems === 0)
      throw new UsageError(`${folder} holds no results: measure first (vcpu-bench run NAME).`);
    if (baseline !== null) checkBaseline(baseline, folder, names);
  }
  return { names: tree.groups.flat(), parts: parts() };
}

function settingsOf(baseline: string | null): ReportSettings {
  return { catalogue, baseline, version: suiteVersion, generatedAt: new Date() };
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
  const source = await openResults(folder, null, new AbortController().signal);
  await writeMade(await renderPage(file, source, settingsOf(null)));
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
  const signals = listenForSignals(() => messages.info("Ending; once more to end at once."));
  try {
    const source = await openResults(folder, baseline, signals.aborted);
    const made = await renderReports(wanted, source, settingsOf(baseline), signals.aborted);
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
