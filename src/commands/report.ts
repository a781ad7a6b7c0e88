import { join } from "node:path";
import { defineCommand } from "citty";
import { valuesOf } from "./strict_arguments.ts";
import { writeReports } from "./write_report.ts";

const definition = {
  results: { type: "positional", description: "the results folder (results)", required: false },
  output: {
    type: "string",
    alias: "o",
    repeatable: true,
    valueHint: "FILE",
    description:
      "where to write; the ending decides: .html, .pdf (with Chromium), .json, .csv or .md; " +
      "given again for each file more (DIR/report.html)",
  },
  baseline: {
    type: "string",
    valueHint: "NAME",
    description:
      "the configuration that the others of its GPU group are compared with " +
      "(host, baseline, unpinned, default, or else the oldest)",
  },
} as const;

export const reportCommand = defineCommand({
  meta: { name: "report", description: "Show the results of a folder as one HTML page or PDF, or as data" },
  args: definition,
  async run({ args, rawArgs }): Promise<number> {
    const folder = args.results ?? "results";
    const files = valuesOf("output", rawArgs, definition);
    return writeReports(
      folder,
      files.length === 0 ? [join(folder, "report.html")] : files,
      args.baseline ?? null,
    );
  },
});
