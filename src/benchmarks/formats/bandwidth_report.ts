import { OutputError } from "../benchmark.ts";
import { type Attestation, parseAttestation } from "./attestation.ts";
import { parseGpuAddress, splitByGpu } from "./gpu_heading.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseFixed } from "./number.ts";
import { parseTransferRate } from "./torch_bandwidth.ts";
import { medianOf } from "../statistics.ts";

/** Runs of one kind of copy, in 10⁹ bytes a second; each byte counts once. */
export interface TransferRuns {
  readonly medianGBs: number;
  readonly bestGBs: number;
}

/** What our bandwidth programs print about one GPU; what arrived was verified. */
export interface BandwidthReport {
  readonly gpu: number;
  /** PCI address; null when the program does not say. */
  readonly address: string | null;
  readonly hostToDevice: TransferRuns;
  readonly deviceToHost: TransferRuns;
  /** Host to device and back at once: the sum of the two. */
  readonly bothDirections: TransferRuns;
  readonly deviceToDevice: TransferRuns;
  /** Of the host memory; null from a program that does not say. */
  readonly attestation: Attestation | null;
}

/** Both the runs and their median are printed with two digits. */
const rounding = 0.011;

function parseTransfer(
  lines: readonly string[],
  direction: string,
  gpu: number,
  leastRuns: number,
): TransferRuns {
  const match = onlyLine(
    lines,
    new RegExp(`^# runs ${direction} GB/s: (.*)$`),
    `'# runs ${direction} GB/s: …'`,
  );
  const runsGBs = (match[1] ?? "").split(" ").map((run) => parseFixed(run, 2, match.input));
  if (runsGBs.length < leastRuns)
    throw new OutputError(
      `${quoteLine(match.input)} has ${runsGBs.length} runs where ${leastRuns} were asked`,
    );
  if (runsGBs.includes(0)) throw new OutputError(`${quoteLine(match.input)} says that nothing was copied`);
  const medianGBs = parseTransferRate(lines, direction, gpu);
  if (Math.abs(medianGBs - medianOf(runsGBs)) > rounding)
    throw new OutputError(`${quoteLine(match.input)} has not ${medianGBs} GB/s for its median`);
  return { medianGBs, bestGBs: Math.max(...runsGBs) };
}

/** @throws OutputError when a byte is not known to count once, or when not all that arrived was compared. */
function assertMeaning(lines: readonly string[]): void {
  const counted = onlyLine(lines, /^# counted: (.*)$/, "'# counted: …'");
  if (!(counted[1] ?? "").startsWith("each byte copied once,"))
    throw new OutputError(`${quoteLine(counted.input)} is not to count each byte once`);
  const verified = onlyLine(lines, /^# verified: (.*)$/, "'# verified: …'");
  if (verified[1] !== "4 of 4 transfers")
    throw new OutputError(`${quoteLine(verified.input)} is not all of the 4 transfers`);
}

/**
 * Reads what bandwidth.cu and bandwidth.py print.
 * @param leastRuns that each kind of copy must have.
 * @throws OutputError when a line is missing or unreadable, when there are fewer runs, and when a median is not that
 * of its runs.
 */
export function parseBandwidthReport(stdout: string, leastRuns: number): BandwidthReport {
  const all = linesOf(stdout);
  const [section, another] = splitByGpu(all).filter(({ heading }) => heading !== null);
  if (section === undefined || section.heading === null || another !== undefined)
    throw new OutputError("the output is not about one GPU under a heading 'GPU 0 [NAME]'");
  const {
    heading: { gpu },
    lines,
  } = section;
  const transfer = (direction: string): TransferRuns => parseTransfer(lines, direction, gpu, leastRuns);
  const report = {
    gpu,
    address: parseGpuAddress(all, gpu),
    hostToDevice: transfer("Host-to-Device"),
    deviceToHost: transfer("Device-to-Host"),
    bothDirections: transfer("Both-Directions"),
    deviceToDevice: transfer("Device-to-Device"),
  };
  assertMeaning(lines);
  return { ...report, attestation: parseAttestation(lines) };
}
