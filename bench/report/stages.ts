import { gather } from "../../src/analysis/gathered.ts";
import { summaryOf } from "../../src/analysis/summary.ts";
import { catalogue } from "../../src/benchmarks/index.ts";
import { baselineGroups } from "../../src/report/baseline_groups.ts";
import { renderReport } from "../../src/report/index.ts";
import { readTree } from "../../src/results/read_tree.ts";

/** Seconds that stages of a report took, in a process that did nothing before. */
export interface Stages {
  readonly reading: number;
  /** What comes after reading. */
  readonly rest: number;
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

/**
 * Reads a results folder, then either analyses it, with series, summaries and comparisons with the baselines, or makes
 * all of the page, which does that as well.
 */
export async function stagesOf(folder: string, does: "analysis" | "page"): Promise<Stages> {
  const startedAt = performance.now();
  const tree = await readTree(folder);
  const reading = seconds(startedAt);
  const readAt = performance.now();
  if (does === "page") {
    const input = { tree, catalogue, baseline: null, version: "0", generatedAt: new Date(0) };
    await renderReport("html", input);
    return { reading, rest: seconds(readAt) };
  }
  for (const { configurations, gathered, comparisons } of baselineGroups(
    tree.configurations,
    catalogue,
    null,
  )) {
    const summaries = configurations.map((own) => summaryOf(gathered.get(own) ?? gather(own)));
    if (comparisons.size !== summaries.length - 1) throw new Error("not all were compared");
  }
  return { reading, rest: seconds(readAt) };
}
