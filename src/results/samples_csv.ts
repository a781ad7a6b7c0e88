import { z } from "zod";
import type { Coordinates } from "../benchmarks/metric.ts";
import { parseCoordinates, formatCoordinates } from "./coordinates.ts";
import { formatCsv, parseCsv } from "./csv.ts";
import type { RecordedSample } from "./sample.ts";
import { messageOf } from "../caught.ts";

export const samplesHeader = [
  "run",
  "round",
  "benchmark",
  "metric",
  "coordinates",
  "value",
  "unit",
  "tool",
  "conditions",
];

/** Rows of samples.csv, without a header. */
export function formatSamples(samples: readonly RecordedSample[]): string {
  return formatCsv(
    [],
    samples.map(({ run, round, benchmark, metric, at, value, unit, tool, conditions = {} }) => [
      run,
      round,
      benchmark,
      metric,
      formatCoordinates(at),
      value,
      unit,
      tool,
      formatCoordinates(conditions),
    ]),
  );
}

const counted = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "is not a count")
  .transform(Number);
const word = z.string().min(1);

/** Coordinates from text; one object for each text, since each of a series's samples has the same. */
function coordinatesSchema() {
  const known = new Map<string, Coordinates>();
  return z.string().transform((text, context) => {
    try {
      const at = known.get(text) ?? parseCoordinates(text);
      known.set(text, at);
      return at;
    } catch (error) {
      context.addIssue(messageOf(error));
      return z.NEVER;
    }
  });
}

/** One row; made for each file, so that what it knows of coordinates goes with it. */
function rowSchema() {
  const coordinates = coordinatesSchema();
  return z.object({
    run: counted,
    round: counted,
    benchmark: word,
    metric: word,
    coordinates,
    value: z
      .string()
      .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/, "is not a number")
      .transform(Number)
      .refine(Number.isFinite, "is not finite"),
    unit: word,
    tool: word,
    /** Schema 1 had no such column. */
    conditions: coordinates.optional(),
  });
}

/** Reads samples.csv, its header included. Rows that cannot be read are left out and told of. */
export function parseSamples(text: string): { samples: RecordedSample[]; problems: string[] } {
  const samples: RecordedSample[] = [];
  const { rows, problems } = parseCsv(text);
  const row = rowSchema();
  for (const { line, cells } of rows) {
    const parsed = row.safeParse(cells);
    if (parsed.success) {
      const { coordinates: at, conditions = {}, ...rest } = parsed.data;
      samples.push({ ...rest, at, ...(Object.keys(conditions).length > 0 && { conditions }) });
    } else {
      const issue = parsed.error.issues[0];
      problems.push(`line ${line}: ${issue?.path.join(".")} ${issue?.message}`);
    }
  }
  return { samples, problems };
}
