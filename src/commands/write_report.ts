import { mkdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { summarize } from "../analysis/summary.ts";
import { catalogue } from "../benchmarks/index.ts";
import { renderReport, type ReportKind } from "../report/index.ts";
import { formatSummaryCsv } from "../report/formats/csv.ts";
import type { ResultTree } from "../results/configuration.ts";
import { writeAtomically } from "../results/files.ts";
import { summaryFile } from "../results/folder.ts";
import { readConfiguration } from "../results/read_configuration.ts";
import { readTree } from "../results/read_tree.ts";
import { suiteVersion } from "../suite.ts";
import { UsageError } from "../usage_error.ts";
import { messages } from "./messages.ts";
import { suggestion } from "./strict_arguments.ts";
import { codeOf, messageOf } from "../caught.ts";

const kinds: Readonly<Record<string, ReportKind>> = {
  ".html": "html",
  ".json": "json",
  ".csv": "csv",
  ".md": "md",
};

/**
 * The form of report that a file's ending asks for.
 * @throws UsageError naming the endings that there are.
 */
export function reportKind(output: string): ReportKind {
  const ending = extname(output).toLowerCase();
  const kind = kinds[ending];
  if (kind !== undefined) return kind;
  if (ending === ".pdf")
    throw new UsageError(
      "a report as .pdf comes with a later version: write .html and print it from a browser.",
    );
  const endings = Object.keys(kinds);
  throw new UsageError(
    `${output} must end in ${endings.join(", ")}, which says what to write${suggestion(ending, endings)}.`,
  );
}

async function readResults(folder: string): Promise<ResultTree> {
  try {
    return await readTree(folder);
  } catch (error) {
    throw new UsageError(
      codeOf(error) === "ENOENT"
        ? `${folder} does not exist: measure first (vcpu-bench run NAME), or name the results folder.`
        : `${folder} cannot be read: ${messageOf(error)}.`,
    );
  }
}

/**
 * Writes the report of a results folder to a file; what could not be read is told of on stderr and in the report.
 * @throws UsageError when the folder has no results or the file cannot be written.
 */
export async function writeReport(folder: string, output: string): Promise<void> {
  const kind = reportKind(output);
  const tree = await readResults(folder);
  for (const { path, because } of tree.problems) messages.warn(`${path} is left out: ${because}`);
  if (tree.configurations.length === 0 && tree.problems.length === 0)
    throw new UsageError(`${folder} holds no results: measure first (vcpu-bench run NAME).`);
  const text = await renderReport(kind, { tree, catalogue, version: suiteVersion, generatedAt: new Date() });
  try {
    await mkdir(dirname(output), { recursive: true });
    await writeAtomically(output, text);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${messageOf(error)}.`);
  }
}

/** Writes summary.csv beside the samples that it sums up. */
export async function writeSummary(gpu: string, config: string, directory: string): Promise<void> {
  const { configuration } = await readConfiguration({ gpu, config, directory });
  await writeAtomically(join(directory, summaryFile), formatSummaryCsv(summarize(configuration)));
}
