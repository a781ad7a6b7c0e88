import { join } from "node:path";
import { summarize } from "../analysis/summary.ts";
import { formatSummaryCsv } from "../report/formats/csv.ts";
import { writeAtomically } from "../results/files.ts";
import { summaryFile } from "../results/file_names.ts";
import { readConfiguration } from "../results/read_configuration.ts";

/** Writes summary.csv beside the samples that it sums up. */
export async function writeSummary(gpu: string, config: string, directory: string): Promise<void> {
  const { configuration } = await readConfiguration({ gpu, config, directory });
  await writeAtomically(join(directory, summaryFile), formatSummaryCsv(summarize(configuration)));
}
