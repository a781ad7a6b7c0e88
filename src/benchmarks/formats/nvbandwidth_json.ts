import { z } from "zod";
import { OutputError } from "../benchmark.ts";
import { quoteLine } from "./lines.ts";

/** One test of nvbandwidth. */
export interface NvbandwidthTestcase {
  readonly name: string;
  /** `passed` has a matrix; `waived` could not be done on this machine and has none. */
  readonly status: "passed" | "waived";
  /** What rows and columns are, e.g. `memcpy CE CPU(row) -> GPU(column) bandwidth (GB/s)`; null when waived. */
  readonly description: string | null;
  /** Null when waived. */
  readonly unit: "GB/s" | "ns" | null;
  /**
   * By row and column, in `unit`; null where the tool prints `N/A`. Of a test that prints each direction and their
   * total this is the total.
   */
  readonly matrix: readonly (readonly (number | null)[])[];
}

/** What `nvbandwidth -j` prints, of versions 0.5 to 0.8. */
export interface NvbandwidthReport {
  readonly version: string;
  /** In the tool's order, e.g. `0: NVIDIA H200 (00000000:04:00): (host)`; empty before version 0.8. */
  readonly devices: readonly string[];
  readonly testcases: readonly NvbandwidthTestcase[];
}

const schema = z.object({
  nvbandwidth: z.object({
    version: z.string(),
    error: z.string().optional(),
    "GPU Device list": z.array(z.string()).optional(),
    testcases: z
      .array(
        z.object({
          name: z.string(),
          status: z.string(),
          error: z.string().optional(),
          bandwidth_description: z.string().optional(),
          bandwidth_matrix: z.array(z.array(z.string())).optional(),
          sum: z.number().optional(),
        }),
      )
      .min(1),
  }),
});
type RawTestcase = z.infer<typeof schema>["nvbandwidth"]["testcases"][number];

/** The JSON object in the output; before it stand warnings of the tool, as plain text. */
function parseJson(stdout: string): unknown {
  const start = stdout.search(/^\{/m);
  if (start === -1) throw new OutputError("the output has no JSON object");
  try {
    return JSON.parse(stdout.slice(start));
  } catch {
    throw new OutputError("the output is not whole JSON: it is cut short, or something was printed into it");
  }
}

/** A number as C++ streams print it: six digits, with an exponent when large. */
function parseCell(text: string, name: string): number | null {
  if (text === "N/A") return null;
  const value = /^\d+(\.\d+)?(e\+\d{2})?$/.test(text) ? Number(text) : 0;
  if (value === 0 || value > Number.MAX_SAFE_INTEGER) {
    throw new OutputError(`test ${quoteLine(name)} has ${quoteLine(text)} for a bandwidth`);
  }
  return value;
}

function parseUnit(description: string, name: string): "GB/s" | "ns" {
  if (description.endsWith("bandwidth (GB/s)")) return "GB/s";
  if (/\blatency\b.*\(ns\)$/.test(description)) return "ns";
  throw new OutputError(`test ${quoteLine(name)} is of an unknown unit: ${quoteLine(description)}`);
}

function parseTestcase(raw: RawTestcase): NvbandwidthTestcase {
  const { name, status, bandwidth_matrix: rows = [], bandwidth_description: description } = raw;
  if (status === "Waived") return { name, status: "waived", description: null, unit: null, matrix: [] };
  if (status !== "Passed" || raw.error !== undefined) {
    throw new OutputError(`test ${quoteLine(name)} ended as ${quoteLine(`${status} ${raw.error ?? ""}`)}`);
  }
  if (description === undefined)
    throw new OutputError(`test ${quoteLine(name)} does not say what it measured`);
  // Bidirectional tests append three matrices, each direction and the total; description and sum are the last one's.
  const matrices = description.includes(" Total ") ? 3 : 1;
  const matrix = rows
    .map((row) => row.map((cell) => parseCell(cell, name)))
    .slice((rows.length * (matrices - 1)) / matrices);
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0 || rows.length % matrices !== 0 || matrix.some((row) => row.length !== columns)) {
    throw new OutputError(`test ${quoteLine(name)} has no whole matrix`);
  }
  const sum = matrix.flat().reduce((total: number, cell) => total + (cell ?? 0), 0);
  if (raw.sum === undefined || Math.abs(raw.sum - sum) > 1e-4 * sum) {
    throw new OutputError(`test ${quoteLine(name)} has a sum that is not that of its matrix`);
  }
  return { name, status: "passed", description, unit: parseUnit(description, name), matrix };
}

/**
 * Reads what `nvbandwidth -j` prints.
 * @throws OutputError when the JSON is cut short or not the tool's, when the tool or a test reports an error, and
 * when a matrix is unreadable or is not what its sum says.
 */
export function parseNvbandwidthJson(stdout: string): NvbandwidthReport {
  const json = parseJson(stdout);
  const failure = z.object({ nvbandwidth: z.object({ error: z.string() }) }).safeParse(json);
  if (failure.success)
    throw new OutputError(`nvbandwidth failed: ${quoteLine(failure.data.nvbandwidth.error)}`);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new OutputError(`the JSON is not nvbandwidth's: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { version, testcases, "GPU Device list": devices = [] } = parsed.data.nvbandwidth;
  return { version, devices, testcases: testcases.map(parseTestcase) };
}
