/**
 * How long reports take, how large they are, and how long their pages keep a reader waiting.
 *
 *     bun bench/report/main.ts table [--configurations 10,20,…]     reports over made-up results, each in a process of its own
 *     bun bench/report/main.ts browser [--configurations 10,100,…]   their pages in Chromium, each in one of its own
 *     bun bench/report/main.ts make --configurations N FOLDER       those results, to be looked at
 *     bun bench/report/main.ts stages analysis|page FOLDER          what `table` starts: seconds of the stages, as JSON
 */
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { configurations: { type: "string" } },
});
const [kind = "", ...rest] = positionals;
const usualCounts = kind === "browser" ? "10,100,1000" : "10,20,100,1000,3000";
const counts = (values.configurations ?? usualCounts).split(",").map(Number);

// Each loads what it needs and no more, since loading is part of what a report takes.
const kinds: Readonly<Record<string, () => Promise<string>>> = {
  table: async () => (await import("./table.ts")).reportTable(counts),
  browser: async () => (await import("./browser.ts")).browserTable(counts),
  make: async () => {
    const { writeMadeUpResults } = await import("./made_up_results.ts");
    return `${await writeMadeUpResults(rest[0] ?? "results", counts[0] ?? 0)} bytes`;
  },
  stages: async () => {
    const { stagesOf } = await import("./stages.ts");
    return JSON.stringify(await stagesOf(rest[1] ?? "results", rest[0] === "page" ? "page" : "analysis"));
  },
};

const report = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
if (report === undefined) {
  process.stderr.write(`name one of ${Object.keys(kinds).join(", ")}\n`);
  process.exitCode = 2;
} else process.stdout.write(`${await report()}\n`);
