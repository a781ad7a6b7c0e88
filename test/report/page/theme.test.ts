import { describe, expect, test } from "bun:test";
import { lookOf } from "../../../src/report/model/looks.ts";
import { darkTheme, dashes, lightTheme } from "../../../src/report/page/theme.ts";

type Vector = readonly [number, number, number];

function linear(hex: string): Vector {
  const value = Number.parseInt(hex.slice(1), 16);
  const channel = (shift: number): number => {
    const share = ((value >> shift) & 255) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(16), channel(8), channel(0)];
}

function times(matrix: readonly Vector[], [x, y, z]: Vector): Vector {
  const [a = 0, b = 0, c = 0] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a, b, c];
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const vision: Readonly<Record<string, readonly Vector[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Björn Ottosson's Oklab. */
function oklab(rgb: Vector): Vector {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", lightTheme],
  ["dark", darkTheme],
])("the %s theme", (_, theme) => {
  test("writes legibly: 4.5 : 1", () => {
    for (const colour of [theme.ink, theme.muted, theme.accent, theme.good, theme.bad])
      for (const ground of [theme.paper, theme.panel])
        expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test("draws visibly: 3 : 1", () => {
    for (const colour of theme.series) expect(contrast(colour, theme.paper)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(vision))("keeps the colours apart for %s", (kind) => {
    const seen = theme.series.map((hex) => oklab(times(vision[kind] ?? [], linear(hex))));
    const distances = seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    );
    // Three times the step that is just noticeable in Oklab; the markers differ as well.
    expect(Math.min(...distances)).toBeGreaterThan(0.06);
  });
});

test("colours and markers together tell forty configurations apart, neighbours in both", () => {
  const looks = Array.from({ length: 40 }, (_, i) => lookOf(i));
  expect(new Set(looks.map(({ colour, marker }) => `${colour} ${marker}`)).size).toBe(40);
  for (const [i, look] of looks.entries()) {
    expect(look.colour).not.toBe(looks[i + 1]?.colour ?? -1);
    expect(look.marker).not.toBe(looks[i + 1]?.marker ?? -1);
  }
  expect(darkTheme.series).toHaveLength(lightTheme.series.length);
});

test("four transports, each in place and out of place, have dash patterns of their own", () => {
  expect(new Set(dashes.map((dash) => dash.join(" "))).size).toBeGreaterThanOrEqual(8);
});
