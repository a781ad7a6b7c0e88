import type { MachineFacts } from "../machine/facts.ts";
import type { Binding } from "./benchmark.ts";
import { memoryBudgetBytes } from "./memory_budget.ts";

const mebibyte = 1024 ** 2;
const wantedBytes = 512 * mebibyte;
/** Below this a copy is short enough for its start to count. */
const leastBytes = 16 * mebibyte;

/** Bytes of a buffer that is copied between host and GPU. */
export interface TransferBuffers {
  readonly bytes: number;
  /** Said where they are smaller than usual. */
  readonly notice: string | null;
}

/**
 * The usual size, or the largest power of two that can be had.
 * @param hostBytesPerByte of host memory that the program takes for each byte of a buffer
 * @param bindings to each of which they must fit
 */
export function transferBuffers(
  machine: MachineFacts,
  hostBytesPerByte: number,
  bindings: readonly Binding[],
): TransferBuffers {
  const fitting = memoryBudgetBytes(machine, bindings) / hostBytesPerByte;
  if (fitting >= wantedBytes) return { bytes: wantedBytes, notice: null };
  const bytes = 2 ** Math.floor(Math.log2(Math.max(fitting, leastBytes)));
  return {
    bytes,
    notice:
      `GPU bandwidth is measured with buffers of ${bytes / mebibyte} MiB instead of ${wantedBytes / mebibyte} for ` +
      "want of free memory",
  };
}
