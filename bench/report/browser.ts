import { join } from "node:path";
import { medianOf } from "../../src/benchmarks/statistics.ts";
import { startChromium } from "../../test/e2e/chromium.ts";
import { writeMadeUpResults } from "./made_up_results.ts";
import { deeds, type PageUse, useOf } from "./page_use.ts";
import { reported } from "./started.ts";
import { tableByCount } from "./table_by_count.ts";

/** Each page is opened as often, in a browser that was started for it. */
const repetitions = 3;

const columns = ["configurations", "HTML, MB", "first chart", ...deeds];

async function usesOf(file: string): Promise<PageUse[]> {
  const uses: PageUse[] = [];
  for (let i = 0; i < repetitions; i += 1) {
    const browser = await startChromium();
    try {
      uses.push(await useOf(await browser.context.newPage(), `file://${file}`));
    } finally {
      await browser.close();
    }
  }
  return uses;
}

/** `812 (390)`: of the clock, and of the processor. */
function middle(times: readonly PageUse["firstChart"][]): string {
  const clock = medianOf(times.map(({ milliseconds }) => milliseconds));
  const processor = medianOf(times.map(({ cpuMilliseconds }) => cpuMilliseconds));
  return `${clock.toFixed(0)} (${processor.toFixed(0)})`;
}

async function rowOf(configurations: number, folder: string): Promise<string[]> {
  const results = join(folder, "results");
  const file = join(folder, "report.html");
  await writeMadeUpResults(results, configurations);
  const { bytes } = await reported(results, file);
  const uses = await usesOf(file);
  return [
    String(configurations),
    (bytes / 1e6).toFixed(2),
    middle(uses.map(({ firstChart }) => firstChart)),
    ...deeds.map((deed) => middle(uses.map(({ longest }) => longest[deed]))),
  ];
}

/**
 * What pages over so many configurations take in Chromium on this machine, in milliseconds: until the first chart is
 * drawn, and the longest task while a reader does something.
 */
export function browserTable(counts: readonly number[]): Promise<string> {
  return tableByCount(columns, counts, rowOf);
}
