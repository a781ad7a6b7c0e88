import { streamKernels, type StreamTable } from "../formats/stream_table.ts";
import type { Coordinates, Sample } from "../metric.ts";

/** Samples of one STREAM table: rates in MB/s, times in s, at `kernel`, `elements` and the coordinates given. */
export function streamSamples(table: StreamTable, at: Coordinates): Sample[] {
  return streamKernels.flatMap((kernel) => {
    const { bestRateMBs, avgTimeSeconds, minTimeSeconds, maxTimeSeconds } = table.kernels[kernel];
    const here = { ...at, kernel, elements: table.arrayElements };
    return [
      { metric: "stream.rate", at: here, value: bestRateMBs },
      { metric: "stream.time-avg", at: here, value: avgTimeSeconds },
      { metric: "stream.time-min", at: here, value: minTimeSeconds },
      { metric: "stream.time-max", at: here, value: maxTimeSeconds },
    ];
  });
}
