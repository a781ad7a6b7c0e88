import type { NcclResult, NcclTable } from "../formats/nccl_table.ts";
import type { Sample } from "../metric.ts";

function resultSamples(
  result: NcclResult | null,
  sizeBytes: number,
  ranks: number,
  place: "in" | "out",
): Sample[] {
  if (result === null) return [];
  const at = { size: sizeBytes, place };
  // Two digits behind the point are next to nothing below 1 GB/s, and 0.00 is no rate: there the time says more.
  const fromTime = sizeBytes / result.timeUs / 1000;
  const algbw = result.algbwGBs < 1 ? fromTime : result.algbwGBs;
  const busbw = result.busbwGBs < 1 ? (fromTime * 2 * (ranks - 1)) / ranks : result.busbwGBs;
  return [
    { metric: "nccl.time", at, value: result.timeUs },
    { metric: "nccl.algbw", at, value: algbw },
    { metric: "nccl.busbw", at, value: busbw },
  ];
}

/** Samples of one all-reduce table: µs and GB/s, at `size` in bytes and `place`, in or out of place. */
export function ncclSamples(table: NcclTable): Sample[] {
  return [
    ...table.rows.flatMap(({ sizeBytes, outOfPlace, inPlace }) => [
      ...resultSamples(outOfPlace, sizeBytes, table.ranks, "out"),
      ...resultSamples(inPlace, sizeBytes, table.ranks, "in"),
    ]),
    { metric: "nccl.busbw-avg", at: {}, value: table.avgBusbwGBs },
  ];
}
