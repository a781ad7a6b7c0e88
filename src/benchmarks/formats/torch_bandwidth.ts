import { OutputError } from "../benchmark.ts";
import { splitByGpu } from "./gpu_heading.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseFixed } from "./number.ts";

/** Copies on one GPU in GB/s (10⁹ bytes a second); device to device counts each byte once. */
export interface TorchBandwidth {
  readonly gpu: number;
  readonly gpuName: string;
  readonly hostToDeviceGBs: number;
  readonly deviceToHostGBs: number;
  readonly deviceToDeviceGBs: number;
}

/**
 * Reads a line `Host-to-Device: 55.12 GB/s`, in 10⁹ bytes a second.
 * @param gpu is named in the error message.
 * @throws OutputError when it is missing or unreadable.
 */
export function parseTransferRate(lines: readonly string[], direction: string, gpu: number): number {
  const pattern = new RegExp(String.raw`^\s*${direction}:(.*)$`);
  const match = onlyLine(lines, pattern, `'${direction}:' for GPU ${gpu}`);
  const [, number] = /^(\S+) GB\/s$/.exec((match[1] ?? "").trim()) ?? [];
  if (number === undefined) throw new OutputError(`${quoteLine(match.input)} has no number of GB/s`);
  const value = parseFixed(number, 2, match.input);
  if (value === 0) throw new OutputError(`${quoteLine(match.input)} says that nothing was copied`);
  return value;
}

/**
 * Reads the three rates below each heading `GPU 0 [NVIDIA H200]`.
 * @throws OutputError when there is no GPU, and when a rate is missing or unreadable.
 */
export function parseTorchBandwidth(stdout: string): TorchBandwidth[] {
  const sections = splitByGpu(linesOf(stdout)).flatMap(({ heading, lines }) =>
    heading === null ? [] : [{ ...heading, lines }],
  );
  if (sections.length === 0) throw new OutputError("the output has no heading 'GPU 0 [NAME]'");
  return sections.map(({ gpu, name, lines }) => ({
    gpu,
    gpuName: name,
    hostToDeviceGBs: parseTransferRate(lines, "Host-to-Device", gpu),
    deviceToHostGBs: parseTransferRate(lines, "Device-to-Host", gpu),
    deviceToDeviceGBs: parseTransferRate(lines, "Device-to-Device", gpu),
  }));
}
