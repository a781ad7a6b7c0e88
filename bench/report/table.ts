import { join } from "node:path";
import { medianOf } from "../../src/benchmarks/statistics.ts";
import { writeMadeUpResults } from "./made_up_results.ts";
import { reported, staged } from "./started.ts";
import { tableByCount } from "./table_by_count.ts";

/** Beyond so many configurations a report is made once, below it as often as this. */
const manyConfigurations = 1000;
const repetitions = 3;

const columns = [
  "configurations",
  "s in all",
  "CPU s",
  "reading",
  "analysis",
  "page",
  "peak RSS, MiB",
  "HTML, MB",
  "read, kB each",
  "HTML, kB each",
];

async function rowOf(configurations: number, folder: string): Promise<string[]> {
  const results = join(folder, "results");
  const file = join(folder, "report.html");
  const read = await writeMadeUpResults(results, configurations);
  const times = configurations > manyConfigurations ? 1 : repetitions;
  const reports = [];
  const stages = [];
  for (let i = 0; i < times; i += 1) {
    reports.push(await reported(results, file));
    stages.push(await staged(results));
  }
  const middle = (values: readonly number[], digits: number): string => medianOf(values).toFixed(digits);
  const bytes = reports[0]?.bytes ?? 0;
  return [
    String(configurations),
    middle(
      reports.map(({ seconds }) => seconds),
      2,
    ),
    middle(
      reports.map(({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    middle(
      stages.map(({ reading }) => reading),
      2,
    ),
    middle(
      stages.map(({ analysis }) => analysis),
      2,
    ),
    middle(
      stages.map(({ page }) => page),
      2,
    ),
    middle(
      reports.map(({ peakBytes }) => peakBytes / 2 ** 20),
      0,
    ),
    (bytes / 1e6).toFixed(2),
    (read / configurations / 1e3).toFixed(0),
    (bytes / configurations / 1e3).toFixed(1),
  ];
}

/** What reports over so many configurations take on this machine. */
export function reportTable(counts: readonly number[]): Promise<string> {
  return tableByCount(columns, counts, rowOf);
}
