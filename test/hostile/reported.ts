import { dirname } from "node:path";
import { catalogue } from "../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import type { ReadingProblem } from "../../src/results/configuration.ts";
import { readTree } from "../../src/results/read_tree.ts";

/** A configuration that the reader has made out, in as far as a test has to know of it. */
export interface ReadConfiguration {
  readonly gpu: string;
  readonly config: string;
  readonly directory: string;
  readonly samples: number;
}

/** What became of a results folder: the reports, and what could not be read. */
export interface Reported {
  readonly html: string;
  readonly md: string;
  readonly csv: string;
  readonly json: string;
  readonly problems: readonly ReadingProblem[];
  readonly configurations: readonly ReadConfiguration[];
}

/** Reads a results folder and makes all reports of it, as they would be beside it. */
export async function report(folder: string): Promise<Reported> {
  const tree = await readTree(folder);
  const input: ReportInput = {
    tree,
    catalogue,
    baseline: null,
    version: "0.0.0",
    generatedAt: new Date(0),
    reportFolder: dirname(folder),
  };
  return {
    html: await renderReport("html", input),
    md: await renderReport("md", input),
    csv: await renderReport("csv", input),
    json: await renderReport("json", input),
    problems: tree.problems,
    configurations: tree.configurations.map(({ gpu, config, directory, samples }) => ({
      gpu,
      config,
      directory,
      samples: samples.length,
    })),
  };
}
