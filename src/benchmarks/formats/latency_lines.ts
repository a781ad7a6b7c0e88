import { OutputError } from "../benchmark.ts";
import { type Attestation, parseCpuLines, parsePageSizes, parsePlacement } from "./attestation.ts";
import { linesOf, quoteLine } from "./lines.ts";
import { parseCount, parsePositive } from "./number.ts";

/** How long a load takes that depends on the one before it, along a random cycle through so much memory. */
export interface LatencyPoint {
  readonly sizeBytes: number;
  readonly latencyNs: number;
  /** Of the memory of this size; null from programs other than ours. */
  readonly attestation: Attestation | null;
}

export interface LatencyLines {
  /** With strictly ascending sizes, at least one. */
  readonly points: readonly LatencyPoint[];
}

/** A millisecond a load: no memory is as slow, not even an emulated machine's. */
const largestLatencyNs = 1e6;

/** `page-sizes: …; placement: …` behind the label in a comment of ours. */
const attested = /^[^;]*; page-sizes: ([^;]*); placement: ([^;]*)$/;

function parsePoint(line: string, cpus: Pick<Attestation, "cpus" | "ranOn"> | null): LatencyPoint {
  const match = /^(\d+)\t(\d+\.\d+)\t# (.+)$/.exec(line);
  if (match === null) throw new OutputError(`${quoteLine(line)} is not 'size<TAB>nanoseconds<TAB># label'`);
  const [, size = "", latency = "", comment = ""] = match;
  const [, pageSizes, placement] = attested.exec(comment) ?? [];
  if (cpus !== null && (pageSizes === undefined || placement === undefined)) {
    throw new OutputError(`${quoteLine(line)} does not say its page sizes and their placement`);
  }
  return {
    sizeBytes: parseCount(size, line),
    latencyNs: parsePositive(latency, line, largestLatencyNs),
    attestation:
      cpus === null || pageSizes === undefined || placement === undefined
        ? null
        : {
            ...cpus,
            pagesByNode: parsePlacement(placement, line),
            bytesByPageSize: parsePageSizes(pageSizes, line),
          },
  };
}

/**
 * Reads lines of `size<TAB>ns<TAB># label`. Lines that start with `#` are comments; in our kernel's output, which
 * is known by its first one, the attestation must be complete.
 * @throws OutputError when a line is neither, when there is no point, when sizes do not ascend, and when the
 * attestation of our kernel is missing or unreadable.
 */
export function parseLatencyLines(stdout: string): LatencyLines {
  const lines = linesOf(stdout);
  const cpus = parseCpuLines(lines);
  if (cpus === null && lines.some((line) => line.startsWith("# pointer_chase "))) {
    throw new OutputError("the output has no '# cpus:' and '# ran-on:' behind its sizes: it is cut short");
  }
  const pointLines = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const points = pointLines.map((line) => parsePoint(line, cpus));
  if (points.length === 0) throw new OutputError("the output has no line 'size<TAB>nanoseconds<TAB># label'");
  const descent = points.findIndex((point, i) => point.sizeBytes <= (points[i - 1]?.sizeBytes ?? 0));
  if (descent !== -1) {
    throw new OutputError(`${quoteLine(pointLines[descent] ?? "")} is not larger than the size before it`);
  }
  return { points };
}
