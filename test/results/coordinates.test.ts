import { describe, expect, test } from "bun:test";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import { formatCoordinates, parseCoordinates } from "../../src/results/coordinates.ts";
import { seededRandom } from "../benchmarks/formats/broken_output.ts";

describe("coordinates as text", () => {
  test("are sorted by name, so that equal coordinates are equal texts", () => {
    expect(formatCoordinates({ size: 4096, kernel: "triad" })).toBe("kernel=triad size=4096");
    expect(formatCoordinates({ kernel: "triad", size: 4096 })).toBe("kernel=triad size=4096");
    expect(formatCoordinates({})).toBe("");
  });

  test("give numbers back as numbers and words as words", () => {
    expect(parseCoordinates("gpu=0 pages=2M percentile=99.9 shift=-1")).toEqual({
      gpu: 0,
      pages: "2M",
      percentile: 99.9,
      shift: -1,
    });
    expect(parseCoordinates("")).toEqual({});
  });

  test("come back as they were", () => {
    const random = seededRandom(20_261_122);
    const pick = (letters: string): string => letters[Math.floor(random() * letters.length)] ?? "";
    const text = (first: string, rest: string): string =>
      pick(first) + Array.from({ length: Math.floor(random() * 8) }, () => pick(rest)).join("");
    const letters = "abcXYZ";
    const numbers = [
      (): number => Math.floor(random() * 2 ** 53),
      (): number => Math.round(random() * 1e6) / 1e3,
      (): number => -Math.ceil(random() * 1e9),
    ];
    for (let turn = 0; turn < 1000; turn += 1) {
      const names = Array.from({ length: Math.floor(random() * 5) }, () => text(letters, `${letters}019`));
      const at: Coordinates = Object.fromEntries(
        names.map((name) => [
          name,
          random() < 0.5
            ? text(letters, `${letters}019._:+-`)
            : (numbers[Math.floor(random() * numbers.length)]?.() ?? 0),
        ]),
      );
      expect(parseCoordinates(formatCoordinates(at))).toEqual(at);
    }
  });

  test.each([
    "size",
    "size=",
    "=4096",
    "1size=2",
    "size=a=b",
    "a=b  c=d",
    " a=b",
    "a=b ",
    "a=b\nc=d",
    "a=<b>",
    "a=b,c",
    "__proto__=1",
  ])("%j are refused", (text) => {
    expect(() => parseCoordinates(text)).toThrow(RangeError);
    expect(() => parseCoordinates(text)).toThrow("is not a coordinate");
  });

  test("named like what every object has are ordinary ones", () => {
    expect(Object.entries(parseCoordinates("constructor=1"))).toEqual([["constructor", 1]]);
  });
});
