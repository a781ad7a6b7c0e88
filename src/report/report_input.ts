import { dirname, resolve } from "node:path";
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

/** What a report is besides its results and the catalogue, which is part of the program and needs most of it. */
export type PageSettings = Omit<ReportSettings, "catalogue">;

/** What a report that will be in a file is besides its results. */
export function beside<Settings extends Partial<ReportSettings>>(
  file: string,
  settings: Settings,
): Settings & { readonly reportFolder: string } {
  return { ...settings, reportFolder: dirname(resolve(file)) };
}

/** All that a report is made from. */
export interface ReportInput extends ReportSettings {
  readonly tree: ResultTree;
}
