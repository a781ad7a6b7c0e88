import { OutputError } from "../benchmark.ts";
import { parseGpuAddress } from "./gpu_heading.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseMatmulLines } from "./matmul_line.ts";
import { parseCount, parsePositive } from "./number.ts";

/** What our matmul programs print: verified products of square FP32 matrices on one GPU, without TF32. */
export interface MatmulReport {
  readonly gpu: number;
  /** PCI address; null when the program does not say. */
  readonly address: string | null;
  /** Rows of each matrix. */
  readonly order: number;
  /** One a multiplication, at least one. */
  readonly timesMs: readonly number[];
}

/** A quarter of an hour for one product: no GPU is as slow. */
const largestTimeMs = 1e6;

function parseOrder(lines: readonly string[]): number {
  const match = onlyLine(lines, /^# product: (.*)$/, "'# product: …'");
  const [, rows = "", inner = "", columns = ""] =
    /^(\d+) x (\d+) x (\d+), FP32, TF32 off, /.exec(match[1] ?? "") ?? [];
  if (rows === "" || rows !== inner || rows !== columns)
    throw new OutputError(`${quoteLine(match.input)} is not of square matrices in FP32 with TF32 off`);
  return parseCount(rows, match.input);
}

function parseTimes(lines: readonly string[], multiplications: number, totalSeconds: number): number[] {
  const match = onlyLine(lines, /^# times ms: (.*)$/, "'# times ms: …'");
  const times = (match[1] ?? "").split(" ").map((time) => parsePositive(time, match.input, largestTimeMs));
  if (times.length !== multiplications)
    throw new OutputError(`${quoteLine(match.input)} has ${times.length} times of ${multiplications}`);
  const total = times.reduce((sum, time) => sum + time, 0);
  const roundingMs = 0.51 + 0.001 * times.length;
  if (Math.abs(total - 1000 * totalSeconds) > roundingMs)
    throw new OutputError(`${quoteLine(match.input)} has times that do not add up to ${totalSeconds} s`);
  return times;
}

/** @throws OutputError when the products were not compared with a reference, or are not what it says. */
function assertVerified(lines: readonly string[]): void {
  const pattern = /^# verified: (.*)$/;
  const match = onlyLine(lines, pattern, "'# verified: …'");
  const [, error, allowed] =
    /^largest error (\d+\.\d+) of (\d+\.\d+) allowed, against float64$/.exec(match[1] ?? "") ?? [];
  if (error === undefined || allowed === undefined)
    throw new OutputError(`${quoteLine(match.input)} does not say how far off the product is`);
  if (Number(error) > Number(allowed))
    throw new OutputError(`${quoteLine(match.input)} is of a wrong product, so its times mean nothing`);
}

/**
 * Reads what matmul.cu and matmul.py print.
 * @throws OutputError when a line is missing or unreadable, when lines contradict each other, when TF32 was not off and
 * when the product is wrong.
 */
export function parseMatmulReport(stdout: string): MatmulReport {
  const lines = linesOf(stdout);
  const order = parseOrder(lines);
  const [result, another] = parseMatmulLines(stdout);
  if (result === undefined || result.gpu === null || another !== undefined)
    throw new OutputError("the output is not about one GPU under a heading 'GPU 0 [NAME]'");
  const timesMs = parseTimes(lines, result.multiplications, result.totalSeconds);
  assertVerified(lines);
  return { gpu: result.gpu, address: parseGpuAddress(lines, result.gpu), order, timesMs };
}
