import { OutputError } from "../benchmark.ts";
import { splitByGpu } from "./gpu_heading.ts";
import { linesOf, onlyLine, optionalLine, quoteLine } from "./lines.ts";
import { parseCount, parseFixed } from "./number.ts";

/** Timed matrix multiplications on one GPU. */
export interface MatmulResult {
  /** Null when the output names no GPU: it is the first one, alone. */
  readonly gpu: number | null;
  readonly gpuName: string | null;
  readonly multiplications: number;
  /** Of all multiplications together. */
  readonly totalSeconds: number;
}

const what = "line 'N matmuls: … s (… ms each)'";
const anyMatmul = /^.*\bmatmuls\b.*$/;
const matmul = /^(\d+) matmuls: (\S+)s \((\S+)ms each\)\s*$/;

function parseResult(line: string): Pick<MatmulResult, "multiplications" | "totalSeconds"> {
  const match = matmul.exec(line);
  if (match === null) throw new OutputError(`${quoteLine(line)} is not a ${what}`);
  const [, count = "", total = "", each = ""] = match;
  const multiplications = parseCount(count, line);
  const totalSeconds = parseFixed(total, 3, line);
  const eachMs = parseFixed(each, 1, line);
  if (multiplications === 0 || totalSeconds === 0)
    throw new OutputError(`${quoteLine(line)} says that nothing was measured`);
  const roundingMs = 0.051 + 0.51 / multiplications;
  if (Math.abs((1000 * totalSeconds) / multiplications - eachMs) > roundingMs) {
    throw new OutputError(`${quoteLine(line)} has a time for each that is not the total over the number`);
  }
  return { multiplications, totalSeconds };
}

/**
 * Reads `100 matmuls: 2.144s (21.4ms each)`, alone or one below each heading `GPU 0 [NVIDIA H200]`.
 * @throws OutputError when a line is missing, unreadable or contradicts itself.
 */
export function parseMatmulLines(stdout: string): MatmulResult[] {
  const [before, ...sections] = splitByGpu(linesOf(stdout));
  if (sections.length === 0) {
    const line = onlyLine(before?.lines ?? [], anyMatmul, what).input;
    return [{ gpu: null, gpuName: null, ...parseResult(line) }];
  }
  const stray = optionalLine(before?.lines ?? [], anyMatmul, what);
  if (stray !== null) throw new OutputError(`${quoteLine(stray.input)} stands under no GPU`);
  return sections.map(({ heading, lines }) => ({
    gpu: heading?.gpu ?? null,
    gpuName: heading?.name ?? null,
    ...parseResult(onlyLine(lines, anyMatmul, `${what} for GPU ${heading?.gpu}`).input),
  }));
}
