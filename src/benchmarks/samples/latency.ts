import type { LatencyLines } from "../formats/latency_lines.ts";
import type { Coordinates, Sample } from "../metric.ts";

/** Samples of one latency curve: ns a dependent load, at `size` in bytes and the coordinates given. */
export function latencySamples(lines: LatencyLines, at: Coordinates): Sample[] {
  return lines.points.map(({ sizeBytes, latencyNs }) => ({
    metric: "mem-latency.load",
    at: { ...at, size: sizeBytes },
    value: latencyNs,
  }));
}
