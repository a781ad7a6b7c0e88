import type { BandwidthReport, TransferRuns } from "../formats/bandwidth_report.ts";
import type { BandwidthTestReport, Transfer } from "../formats/bandwidth_test.ts";
import type { TorchBandwidth } from "../formats/torch_bandwidth.ts";
import type { Sample } from "../metric.ts";
import { medianOf } from "../statistics.ts";

/** Smaller transfers measure how a copy is started. */
function largestTransfer(transfers: readonly Transfer[]): Transfer[] {
  return transfers.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 1);
}

/** How often bandwidthTest counts a byte that it copies within a GPU: once read, once written. */
const countsOfLocalByte = 2;

/**
 * Samples of bandwidthTest in GB/s, at `gpu`: of the largest transfer in each direction. Its device to device figure
 * is halved, so that each byte counts once, as with all other tools.
 */
export function bandwidthTestSamples(report: BandwidthTestReport): Sample[] {
  const samples = (metric: string, transfers: readonly Transfer[], countsOfByte: number): Sample[] =>
    largestTransfer(transfers).map(({ bandwidthGBs }) => ({
      metric,
      at: { gpu: report.gpu },
      value: bandwidthGBs / countsOfByte,
    }));
  return [
    ...samples("gpu-bandwidth.h2d", report.hostToDevice, 1),
    ...samples("gpu-bandwidth.d2h", report.deviceToHost, 1),
    ...samples("gpu-bandwidth.d2d", report.deviceToDevice, countsOfLocalByte),
  ];
}

/** Samples of the PyTorch script in GB/s, at `gpu`. */
export function torchBandwidthSamples(gpus: readonly TorchBandwidth[]): Sample[] {
  return gpus.flatMap(({ gpu, hostToDeviceGBs, deviceToHostGBs, deviceToDeviceGBs }) => [
    { metric: "gpu-bandwidth.h2d", at: { gpu }, value: hostToDeviceGBs },
    { metric: "gpu-bandwidth.d2h", at: { gpu }, value: deviceToHostGBs },
    { metric: "gpu-bandwidth.d2d", at: { gpu }, value: deviceToDeviceGBs },
  ]);
}

function transferSamples(metric: string, gpu: number, { medianGBs, bestGBs }: TransferRuns): Sample[] {
  return [
    { metric, at: { gpu }, value: medianGBs },
    { metric: `${metric}-best`, at: { gpu }, value: bestGBs },
  ];
}

/** Samples of our programs in GB/s, at `gpu`: median and best of the runs. */
export function bandwidthSamples(report: BandwidthReport): Sample[] {
  return [
    ...transferSamples("gpu-bandwidth.h2d", report.gpu, report.hostToDevice),
    ...transferSamples("gpu-bandwidth.d2h", report.gpu, report.deviceToHost),
    ...transferSamples("gpu-bandwidth.both", report.gpu, report.bothDirections),
    ...transferSamples("gpu-bandwidth.d2d", report.gpu, report.deviceToDevice),
  ];
}

/** Samples of our programs with the host memory on one node, in GB/s at `gpu` and `memoryNode`. */
export function bandwidthNumaSamples(report: BandwidthReport, memoryNode: number): Sample[] {
  const at = { gpu: report.gpu, memoryNode };
  return [
    { metric: "gpu-bandwidth.h2d-numa", at, value: report.hostToDevice.medianGBs },
    { metric: "gpu-bandwidth.d2h-numa", at, value: report.deviceToHost.medianGBs },
  ];
}

/** Median and best of what several processes measured, each once, by metric and GPU. */
export function samplesOfRuns(runs: readonly (readonly Sample[])[]): Sample[] {
  const series = Map.groupBy(runs.flat(), ({ metric, at }) => `${metric} ${at["gpu"]}`);
  return Array.from(series.values()).flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { metric, at } = first;
    const values = own.map(({ value }) => value);
    return [
      { metric, at, value: medianOf(values) },
      { metric: `${metric}-best`, at, value: Math.max(...values) },
    ];
  });
}
