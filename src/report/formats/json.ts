import { formatCoordinates } from "../../results/coordinates.ts";
import type { ReportInput } from "../report_input.ts";
import { knownEnd } from "../known_end.ts";
import { comparedRows } from "./compared_rows.ts";

/** Version of the form of this document; it grows when something is renamed or removed. */
const schema = 1;

/**
 * Summary rows as a JSON document, each with what became of it beside the baseline; numbers in full precision. A ratio
 * above 1 is better, whatever the metric.
 */
export function renderJson(input: ReportInput): string {
  const rows = comparedRows(input).map((row) => ({
    gpu: row.gpu,
    config: row.config,
    metric: row.metric,
    coordinates: formatCoordinates(row.at),
    unit: row.unit,
    median: row.median,
    low: row.low,
    high: row.high,
    rounds: row.rounds,
    tool: row.tool,
    repetitions: row.repetitions,
    baseline: row.baseline,
    ratio: row.ratio?.estimate ?? null,
    ratioLow: knownEnd(row.ratio?.low),
    ratioHigh: knownEnd(row.ratio?.high),
    verdict: row.verdict,
  }));
  const document = {
    schema,
    generator: `vcpu-bench ${input.version}`,
    generatedAt: input.generatedAt.toISOString(),
    rows,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
