import { OutputError } from "../benchmark.ts";
import { type Attestation, parseAttestation } from "./attestation.ts";
import { linesOf, onlyLine, optionalLine, quoteLine } from "./lines.ts";
import { parseCount, parseFixed } from "./number.ts";

/** The four loops, in the order in which they are printed. */
export const streamKernels = ["copy", "scale", "add", "triad"] as const;
export type StreamKernel = (typeof streamKernels)[number];

/** Arrays that a kernel reads or writes: what STREAM counts, without the read that a write may cost. */
const arraysTouched: Readonly<Record<StreamKernel, number>> = { copy: 2, scale: 2, add: 3, triad: 3 };

/** One kernel over all repetitions but the first. */
export interface StreamResult {
  /** Megabytes (10⁶ bytes) a second in the shortest repetition. */
  readonly bestRateMBs: number;
  readonly avgTimeSeconds: number;
  readonly minTimeSeconds: number;
  readonly maxTimeSeconds: number;
}

/** What STREAM prints, the official program's and our own. */
export interface StreamTable {
  /** Elements of each of the three arrays. */
  readonly arrayElements: number;
  readonly bytesPerElement: number;
  /** Of the three arrays together, rounded to a tenth. */
  readonly totalMemoryMiB: number;
  /** Threads that really ran; null from a program built without OpenMP. */
  readonly threads: number | null;
  readonly kernels: Readonly<Record<StreamKernel, StreamResult>>;
  /** Null from programs other than ours. */
  readonly attestation: Attestation | null;
}

function header(lines: readonly string[], pattern: RegExp, what: string): number {
  const match = onlyLine(lines, pattern, what);
  return parseCount(match[1] ?? "", match.input);
}

function kernelResult(lines: readonly string[], kernel: StreamKernel, bytesMoved: number): StreamResult {
  const label = `${kernel[0]?.toUpperCase()}${kernel.slice(1)}`;
  const match = onlyLine(lines, new RegExp(`^${label}:(.*)$`), `'${label}:'`);
  const line = match.input;
  const [rate = "", avg = "", min = "", max = "", ...rest] = (match[1] ?? "").trim().split(/\s+/);
  if (max === "" || rest.length > 0) throw new OutputError(`${quoteLine(line)} does not have four numbers`);
  const result = {
    bestRateMBs: parseFixed(rate, 1, line),
    avgTimeSeconds: parseFixed(avg, 6, line),
    minTimeSeconds: parseFixed(min, 6, line),
    maxTimeSeconds: parseFixed(max, 6, line),
  };
  checkConsistency(result, bytesMoved, line);
  return result;
}

/** @throws OutputError when the times are out of order or the rate is not the bytes over the shortest time. */
function checkConsistency(result: StreamResult, bytesMoved: number, line: string): void {
  const { bestRateMBs, avgTimeSeconds, minTimeSeconds, maxTimeSeconds } = result;
  const halfDigitSeconds = 0.5e-6;
  const halfDigitMBs = 0.05;
  if (minTimeSeconds > avgTimeSeconds || avgTimeSeconds > maxTimeSeconds) {
    throw new OutputError(
      `${quoteLine(line)} has an average time that is not between the shortest and the longest`,
    );
  }
  const slowest = bytesMoved / 1e6 / (minTimeSeconds + halfDigitSeconds);
  const fastest = bytesMoved / 1e6 / Math.max(0, minTimeSeconds - halfDigitSeconds);
  // The thousandth is for programs that take their times in another place than they print them.
  if (bestRateMBs < slowest * 0.999 - halfDigitMBs || bestRateMBs > fastest * 1.001 + halfDigitMBs) {
    throw new OutputError(
      `${quoteLine(line)} has a rate that is not ${bytesMoved} bytes in the shortest time`,
    );
  }
}

/**
 * Reads the classic STREAM table.
 * @throws OutputError when the results were found wrong, or a figure is missing, unreadable or contradicts another.
 */
export function parseStreamTable(stdout: string): StreamTable {
  const lines = linesOf(stdout);
  const failed = lines.find((line) => line.includes("Failed Validation"));
  if (failed !== undefined) throw new OutputError(`STREAM found its results wrong: ${quoteLine(failed)}`);
  onlyLine(
    lines,
    /^Function\s+Best Rate MB\/s\s+Avg time\s+Min time\s+Max time\s*$/,
    "header 'Function Best Rate MB/s …'",
  );
  onlyLine(lines, /^Solution Validates: /, "line 'Solution Validates'");
  const attestation = parseAttestation(lines);
  if (attestation === null && lines.some((line) => line.startsWith("vcpu-bench stream "))) {
    throw new OutputError(
      "the output does not say behind its table where the work was done: it is cut short",
    );
  }

  const arrayElements = header(lines, /^Array size = (\d+) \(elements\)/, "'Array size = … (elements)'");
  const bytesPerElement = header(
    lines,
    /^This system uses (\d+) bytes per array element\.\s*$/,
    "'This system uses … bytes per array element.'",
  );
  if (arrayElements === 0 || ![4, 8].includes(bytesPerElement)) {
    throw new OutputError(
      `arrays of ${arrayElements} elements of ${bytesPerElement} bytes cannot be measured`,
    );
  }
  const memory = onlyLine(lines, /^Total memory required = (\S+) MiB\b/, "'Total memory required = … MiB'");
  const threads = optionalLine(lines, /^Number of Threads counted = (.*)$/, "'Number of Threads counted'");
  const kernel = (name: StreamKernel) =>
    kernelResult(lines, name, arraysTouched[name] * arrayElements * bytesPerElement);
  return {
    arrayElements,
    bytesPerElement,
    totalMemoryMiB: parseFixed(memory[1] ?? "", 1, memory.input),
    threads: threads === null ? null : parseCount((threads[1] ?? "").trim(), threads.input),
    kernels: { copy: kernel("copy"), scale: kernel("scale"), add: kernel("add"), triad: kernel("triad") },
    attestation,
  };
}
