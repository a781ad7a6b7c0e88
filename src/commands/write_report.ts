import { mkdir } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import type { MadeReport, PagePart, TextKind, WantedReport } from "../report/index.ts";
import { beside, type PageSettings } from "../report/report_input.ts";
import type { Chromium } from "../report/pdf/chromium_command.ts";
import { findChromium } from "../report/pdf/find_chromium.ts";
import type { ReadingProblem } from "../results/configuration.ts";
import { writeAtomically } from "../results/files.ts";
import { suiteVersion } from "../suite_version.ts";
import { UsageError } from "../usage_error.ts";
import { messages } from "./messages.ts";
import { pageParts } from "./page_parts.ts";
import { checkResults, telling } from "./check_results.ts";
import { listResults } from "./list_results.ts";
import { listenForSignals } from "./signals.ts";
import { suggestion } from "./strict_arguments.ts";
import { messageOf } from "../caught.ts";

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

function settingsOf(baseline: string | null): PageSettings {
  return { baseline, version: suiteVersion, generatedAt: new Date() };
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
 * Makes the page of a results folder while that is read.
 * @returns null when `signal` aborted it.
 * @throws UsageError when the folder has no results or no such baseline.
 */
async function makePage(
  folder: string,
  file: string,
  baseline: string | null,
  signal: AbortSignal,
): Promise<MadeReport | null> {
  const settings = beside(file, settingsOf(baseline));
  const tree = await listResults(folder);
  const made = pageParts(tree, settings);
  // While threads, if any, are at work already.
  const { catalogue, renderPage } = await import("./report_program.ts");
  async function* parts(): AsyncGenerator<PagePart> {
    const names = new Set<string>();
    const problems: ReadingProblem[] = [];
    for await (const part of telling(made, signal)) {
      for (const { entries } of part.groups) for (const { member } of entries) names.add(member.config);
      problems.push(...part.problems);
      yield part;
    }
    if (!signal.aborted) checkResults(folder, names, problems, baseline);
  }
  const page = await renderPage(
    file,
    { names: tree.groups.flat(), parts: parts() },
    { ...settings, catalogue },
  );
  return signal.aborted ? null : page;
}

async function makeReports(
  folder: string,
  wanted: readonly WantedReport[],
  baseline: string | null,
  signal: AbortSignal,
): Promise<readonly MadeReport[] | null> {
  const [only] = wanted;
  if (wanted.length === 1 && only?.kind === "html") {
    const page = await makePage(folder, only.file, baseline, signal);
    return page === null ? null : [page];
  }
  const { catalogue, readResults, renderReports } = await import("./report_program.ts");
  const tree = await readResults(folder, signal);
  if (signal.aborted) return null;
  const names = new Set(tree.configurations.map(({ config }) => config));
  checkResults(folder, names, tree.problems, baseline);
  return renderReports(wanted, tree, { ...settingsOf(baseline), catalogue }, signal);
}

/**
 * Writes the page of a results folder to a file.
 * @throws UsageError when the folder has no results or the file cannot be written.
 */
export async function writeReport(folder: string, file: string): Promise<void> {
  const page = await makePage(folder, file, null, new AbortController().signal);
  if (page !== null) await writeMade(page);
}

/** The Chromium of this machine; root has no sandbox for it, and in our images there are no namespaces for one. */
async function chromiumHere(): Promise<Chromium> {
  const { suiteImage } = await import("../suite.ts");
  const isSandboxed = process.getuid?.() !== 0 && suiteImage === null;
  return { program: findChromium(process.env), isSandboxed };
}

async function wantedReports(files: readonly string[]): Promise<readonly WantedReport[]> {
  const withKinds = files.map((file) => ({ file, kind: reportKind(file) }));
  const twice = files.find((file, i) => files.slice(0, i).some((other) => resolve(other) === resolve(file)));
  if (twice !== undefined) throw new UsageError(`report: ${twice} would be written twice.`);
  return Promise.all(
    withKinds.map(async ({ file, kind }) =>
      kind === "pdf" ? { file, kind, chromium: await chromiumHere() } : { file, kind },
    ),
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
  const wanted = await wantedReports(files);
  const signals = listenForSignals(() => messages.info("Ending; once more to end at once."));
  try {
    const made = await makeReports(folder, wanted, baseline, signals.aborted);
    for (const report of made ?? []) {
      await writeMade(report);
      messages.success(`Report: ${report.file}`);
    }
    return made === null ? (signals.exitCode() ?? 0) : 0;
  } finally {
    signals.stop();
  }
}
