import type { Gpu } from "../facts.ts";
import type { GpuSample } from "./gpu_sample.ts";
import { kernelAddress } from "./pci_address.ts";

/** By the names that drivers of every age take; newer ones call some of them differently in their help. */
const fields = [
  "pci.bus_id",
  "utilization.gpu",
  "clocks.sm",
  "clocks.mem",
  "temperature.gpu",
  "power.draw",
  "clocks_throttle_reasons.active",
  "pcie.link.gen.current",
  "pcie.link.width.current",
];

/** What to call nvidia-smi with, so that it prints a line for each GPU every `intervalMs` until it is ended. */
export function nvidiaSampleArguments(gpus: readonly Gpu[], intervalMs: number): string[] {
  return [
    `--id=${gpus.flatMap(({ address }) => address ?? []).join(",")}`,
    `--query-gpu=${fields.join(",")}`,
    "--format=csv,noheader,nounits",
    `--loop-ms=${intervalMs}`,
  ];
}

/** What stands in the place of a value when the GPU or the driver has none: `[N/A]`, `[Unknown Error]`. */
const unsaid = String.raw`\[[^\],]+\]|N/A`;
const figure = String.raw`(\d{1,9}(?:\.\d{1,9})?|${unsaid})`;
const count = String.raw`(\d{1,3}|${unsaid})`;
const mask = String.raw`(0x[0-9a-fA-F]{16}|${unsaid})`;
const sampleLine = new RegExp(
  `^(\\S+), ${[figure, figure, figure, figure, figure, mask, count, count].join(", ")}$`,
);

/** Reads a line that {@link nvidiaSampleArguments} asked for; null when it is none, or of another GPU. */
export function parseNvidiaSample(line: string, gpus: readonly Gpu[]): GpuSample | null {
  const [, bus = "", use, smClock, memoryClock, temperature, power, active = "", generation, width] =
    sampleLine.exec(line.trim()) ?? [];
  const address = kernelAddress(bus);
  const gpu = gpus.find((candidate) => candidate.address === address);
  if (address === null || gpu === undefined) return null;
  return {
    gpu: gpu.index,
    utilizationPercent: numberOf(use),
    smClockMHz: numberOf(smClock),
    memoryClockMHz: numberOf(memoryClock),
    temperatureC: numberOf(temperature),
    powerWatts: numberOf(power),
    throttleReasons: reasonsOf(active),
    pcieGeneration: numberOf(generation),
    pcieWidth: numberOf(width),
  };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || !/^\d/.test(text) ? null : Number(text);
}

/** NVML's clock event reasons by their bits. Bit 0 is missing: that a GPU idles holds nothing back. */
const reasons: readonly (readonly [bit: number, reason: string])[] = [
  [1, "applications_clocks_setting"],
  [2, "sw_power_cap"],
  [3, "hw_slowdown"],
  [4, "sync_boost"],
  [5, "sw_thermal_slowdown"],
  [6, "hw_thermal_slowdown"],
  [7, "hw_power_brake_slowdown"],
  [8, "display_clock_setting"],
];

function reasonsOf(active: string): string[] {
  if (!active.startsWith("0x")) return [];
  const bits = BigInt(active);
  return reasons.flatMap(([bit, reason]) => (((bits >> BigInt(bit)) & 1n) === 1n ? reason : []));
}
