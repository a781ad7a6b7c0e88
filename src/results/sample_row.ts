import { z } from "zod";
import { messageOf } from "../caught.ts";
import type { Coordinates } from "../benchmarks/metric.ts";
import { parseCoordinates } from "./coordinates.ts";
import type { RecordedSample } from "./sample.ts";

/** The columns of samples.csv; schema 1 had no `conditions`. */
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

/** A number as it is written. */
export const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** No quantity is further from one than this, and sums and squares of those that are would be infinite or nothing. */
const [smallestSize, largestSize] = [1e-100, 1e100];

/** Whether a number may have been measured. */
export function isMeasurable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= smallestSize && size <= largestSize);
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

/** One row as a sample, or what is wrong with it. */
export type RowReading = { readonly sample: RecordedSample } | { readonly problem: string };

/** Reads a row from its cells by the names of their columns. */
export type RowReader = (cells: Readonly<Record<string, string>>) => RowReading;

/** A reader of rows; what it knows of coordinates goes with it. */
export function rowReader(): RowReader {
  const coordinates = coordinatesSchema();
  const row = z.object({
    run: counted,
    round: counted,
    benchmark: word,
    metric: word,
    coordinates,
    value: z
      .string()
      .regex(decimal, "is not a number")
      .transform(Number)
      .refine(isMeasurable, "is of no size that could be measured"),
    unit: word,
    tool: word,
    conditions: coordinates.optional(),
  });
  return (cells) => {
    const parsed = row.safeParse(cells);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return { problem: `${issue?.path.join(".")} ${issue?.message}` };
    }
    const { coordinates: at, conditions = {}, ...rest } = parsed.data;
    return { sample: { ...rest, at, ...(Object.keys(conditions).length > 0 && { conditions }) } };
  };
}
