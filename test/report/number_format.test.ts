import { expect, test } from "bun:test";
import {
  formatBytes,
  formatCompact,
  formatDuration,
  formatNumber,
  formatPlural,
  formatTime,
} from "../../src/number_format.ts";

test.each([
  [0, "0"],
  [0.0000123, "1.23e-5"],
  [0.00999, "0.00999"],
  [0.009998, "0.0100"],
  [0.0432, "0.0432"],
  [0.9996, "1.00"],
  [1.3249, "1.32"],
  [21.337, "21.34"],
  [99.996, "100.0"],
  [316.24, "316.2"],
  [999.96, "1,000"],
  [1212.4, "1,212"],
  [164_312.7, "164,300"],
  [12_345_678, "12,350,000"],
  [-41.18, "-41.18"],
])("%d is written as %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [1, "1 B"],
  [4096, "4 KiB"],
  [1536 * 1024, "1.5 MiB"],
  [512 * 1024 ** 2, "512 MiB"],
  [251.4 * 1024 ** 3, "251 GiB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("narrow numbers keep three digits, or two", () => {
  expect(formatCompact(164_312)).toBe("164K");
  expect(formatCompact(164_312, 2)).toBe("160K");
  expect(formatCompact(98.72)).toBe("98.7");
});

test("durations, plurals and times read like words", () => {
  expect(formatDuration(0.42)).toBe("0.420 s");
  expect(formatDuration(200)).toBe("3 min 20 s");
  expect(formatDuration(7500)).toBe("2 h 5 min");
  expect(formatPlural(1, "round")).toBe("1 round");
  expect(formatPlural(1200, "round")).toBe("1,200 rounds");
  expect(formatTime("2026-11-22T19:18:44.100Z")).toBe("2026-11-22 19:18 UTC");
  expect(formatTime("yesterday")).toBe("yesterday");
});
