import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { ResultTree } from "../results/configuration.ts";

/** What a report is besides its results, in whatever form. */
export interface ReportSettings {
  /** What can be shown, in the order in which it is shown; metrics that it does not name are listed plainly. */
  readonly catalogue: readonly CatalogueEntry[];
  /** The configuration that a person wants the others compared with; null for each group's usual one. */
  readonly baseline: string | null;
  /** The folder that the report will lie in, so that it can link to the files it was made from; without it no link is made. */
  readonly reportFolder?: string;
  /** Of the suite that makes the report. */
  readonly version: string;
  readonly generatedAt: Date;
}

/** All that a report is made from. */
export interface ReportInput extends ReportSettings {
  readonly tree: ResultTree;
}
