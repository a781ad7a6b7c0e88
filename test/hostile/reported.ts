import { dirname, join } from "node:path";
import { catalogue } from "../../src/benchmarks/index.ts";
import {
  type PagePart,
  partMaker,
  renderPage,
  renderReport,
  type ReportSettings,
} from "../../src/report/index.ts";
import type { ReadingProblem } from "../../src/results/configuration.ts";
import { listTree } from "../../src/results/list_tree.ts";
import { readGroups, together } from "../../src/results/read_tree.ts";

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
  const listed = await listTree(folder);
  const tree = together(await Array.fromAsync(readGroups(listed)));
  const reportFolder = dirname(folder);
  const settings: ReportSettings = {
    catalogue,
    baseline: null,
    version: "0.0.0",
    generatedAt: new Date(0),
    reportFolder,
  };
  const input = { tree, ...settings };
  // The page alone is made while its results are read.
  const partOf = partMaker(listed.groups.flat(), settings);
  async function* parts(): AsyncGenerator<PagePart> {
    for await (const read of readGroups(listed)) yield partOf(read);
  }
  const page = await renderPage(
    join(reportFolder, "report.html"),
    { names: listed.groups.flat(), parts: parts() },
    settings,
  );
  return {
    html: String(page.content),
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
