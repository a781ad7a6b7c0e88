import type { BandwidthTestReport, Transfer } from "../formats/bandwidth_test.ts";
import type { TorchBandwidth } from "../formats/torch_bandwidth.ts";
import type { Sample } from "../metric.ts";

/** Smaller transfers measure how a copy is started. */
function largestTransfer(transfers: readonly Transfer[]): Transfer[] {
  return transfers.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 1);
}

/** Samples of bandwidthTest in GB/s, at `gpu`: of the largest transfer in each direction. */
export function bandwidthTestSamples(report: BandwidthTestReport): Sample[] {
  const samples = (metric: string, transfers: readonly Transfer[]): Sample[] =>
    largestTransfer(transfers).map(({ bandwidthGBs }) => ({
      metric,
      at: { gpu: report.gpu },
      value: bandwidthGBs,
    }));
  return [
    ...samples("gpu-bandwidth.h2d", report.hostToDevice),
    ...samples("gpu-bandwidth.d2h", report.deviceToHost),
    ...samples("gpu-bandwidth.d2d", report.deviceToDevice),
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
