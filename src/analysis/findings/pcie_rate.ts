import type { LinkState } from "../pcie_link.ts";

const perByte = 8;
/** Of 130 bits on the wire 128 are data. */
const wide = 128 / 130;
/** Of a flit's 256 bytes 236 are packets; the rest is for the link itself and for correcting errors. */
const flit = 236 / 256;

/** GB/s that a lane carries one way, by generation from 1: its transfers a second times what its encoding leaves. */
const laneRates = [
  (2.5 * 0.8) / perByte,
  (5 * 0.8) / perByte,
  (8 * wide) / perByte,
  (16 * wide) / perByte,
  (32 * wide) / perByte,
  (64 * flit) / perByte,
  (128 * flit) / perByte,
] as const;

/** GB/s that a PCIe link carries one way, headers of packets included: 63.0 of Gen5 ×16. Null where it is not known. */
export function pcieRate({ generation, width }: LinkState): number | null {
  const lane = generation === null ? undefined : laneRates[generation - 1];
  return lane === undefined || width === null ? null : lane * width;
}
