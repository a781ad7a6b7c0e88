import { defineCommand } from "citty";
import { messages } from "./messages.ts";
import { reportKind, writeReport } from "./write_report.ts";
import { join } from "node:path";

export const reportCommand = defineCommand({
  meta: { name: "report", description: "Show the results of a folder as one HTML page, or as data" },
  args: {
    results: { type: "positional", description: "the results folder (results)", required: false },
    output: {
      type: "string",
      alias: "o",
      valueHint: "FILE",
      description: "where to write; the ending decides: .html, .json, .csv or .md (DIR/report.html)",
    },
  },
  async run({ args }): Promise<number> {
    const folder = args.results ?? "results";
    const output = args.output ?? join(folder, "report.html");
    reportKind(output);
    await writeReport(folder, output);
    messages.success(`Report: ${output}`);
    return 0;
  },
});
