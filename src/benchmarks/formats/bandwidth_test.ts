import { OutputError } from "../benchmark.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseCount, parseFixed } from "./number.ts";

/** Copies of one size. */
export interface Transfer {
  readonly sizeBytes: number;
  /** 10⁹ bytes a second. */
  readonly bandwidthGBs: number;
}

/** What CUDA's bandwidthTest prints about one GPU, with pinned host memory. */
export interface BandwidthTestReport {
  readonly gpu: number;
  readonly gpuName: string;
  /** One transfer a size: in its quick mode there is one size. */
  readonly hostToDevice: readonly Transfer[];
  readonly deviceToHost: readonly Transfer[];
  /** Counts each byte twice, once read and once written. */
  readonly deviceToDevice: readonly Transfer[];
}

/** Versions that print MB/s count 2²⁰ bytes as one MB. */
const gbsPerUnit: Readonly<Record<string, number>> = { "GB/s": 1, "MB/s": 2 ** 20 / 1e9 };

function parseTransfer(line: string, unit: number): Transfer {
  const [size = "", bandwidth = "", ...rest] = line.trim().split(/\s+/);
  if (rest.length > 0) throw new OutputError(`${quoteLine(line)} is not a size and a bandwidth`);
  const transfer = { sizeBytes: parseCount(size, line), bandwidthGBs: unit * parseFixed(bandwidth, 1, line) };
  if (transfer.sizeBytes === 0 || transfer.bandwidthGBs === 0) {
    throw new OutputError(`${quoteLine(line)} says that nothing was copied`);
  }
  return transfer;
}

/** The transfers below `FROM to TO Bandwidth, 1 Device(s)`, up to the next blank line. */
function parseSection(lines: readonly string[], direction: string): Transfer[] {
  const heading = onlyLine(
    lines,
    new RegExp(`^\\s*${direction} Bandwidth, (.*)$`),
    `section '${direction} Bandwidth'`,
  );
  if (heading[1]?.trim() !== "1 Device(s)")
    throw new OutputError(`${quoteLine(heading.input)} is not about one GPU alone`);
  const below = lines.slice(lines.indexOf(heading.input) + 1);
  const [memory = "", columns = "", ...rest] = below;
  if (memory.trim() !== "PINNED Memory Transfers") {
    throw new OutputError(
      `section '${direction} Bandwidth' is not about pinned memory: ${quoteLine(memory)}`,
    );
  }
  const [, unit = ""] = /^\s*Transfer Size \(Bytes\)\s+Bandwidth\((.*)\)\s*$/.exec(columns) ?? [];
  const factor = gbsPerUnit[unit];
  if (factor === undefined) throw new OutputError(`${quoteLine(columns)} does not say GB/s or MB/s`);
  const end = rest.findIndex((line) => line.trim() === "");
  const transfers = rest.slice(0, end === -1 ? rest.length : end).map((line) => parseTransfer(line, factor));
  if (transfers.length === 0) throw new OutputError(`section '${direction} Bandwidth' has no transfer`);
  return transfers;
}

/**
 * Reads one run of `bandwidthTest --memory=pinned` on one GPU.
 * @throws OutputError when the test failed, when it was about pageable memory or several GPUs together, and when
 * a section is missing or unreadable.
 */
export function parseBandwidthTest(stdout: string): BandwidthTestReport {
  const lines = linesOf(stdout);
  const result = onlyLine(lines, /^Result = (.*)$/, "line 'Result = PASS'");
  if (result[1]?.trim() !== "PASS")
    throw new OutputError(`bandwidthTest found its transfers wrong: ${quoteLine(result.input)}`);
  const device = onlyLine(lines, /^\s*Device (\d+): (.*)$/, "line 'Device 0: NAME'");
  return {
    gpu: parseCount(device[1] ?? "", device.input),
    gpuName: (device[2] ?? "").trim(),
    hostToDevice: parseSection(lines, "Host to Device"),
    deviceToHost: parseSection(lines, "Device to Host"),
    deviceToDevice: parseSection(lines, "Device to Device"),
  };
}
