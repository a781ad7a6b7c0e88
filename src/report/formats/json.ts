import { summarize } from "../../analysis/summary.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import type { ReportInput } from "../report_input.ts";

/** Version of the form of this document; it grows when something is renamed or removed. */
const schema = 1;

/** Summary rows as a JSON document; numbers in full precision. */
export function renderJson({ tree, version, generatedAt }: ReportInput): string {
  const rows = tree.configurations
    .flatMap(summarize)
    .map(({ gpu, config, metric, at, unit, median, low, high, rounds, tool }) => ({
      gpu,
      config,
      metric,
      coordinates: formatCoordinates(at),
      unit,
      median,
      low,
      high,
      rounds,
      tool,
    }));
  const document = {
    schema,
    generator: `vcpu-bench ${version}`,
    generatedAt: generatedAt.toISOString(),
    rows,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
