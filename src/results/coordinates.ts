import type { Coordinates } from "../benchmarks/metric.ts";

/** One coordinate as text: `size=4096`. Names and words are kept to characters that no file format treats. */
const coordinate = /^([A-Za-z][A-Za-z0-9]*)=([A-Za-z0-9._:+/-]+)$/;

/** `kernel=triad size=4096`, sorted by name, so that equal coordinates are equal texts. */
export function formatCoordinates(at: Coordinates): string {
  return Object.entries(at)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/**
 * The inverse of {@link formatCoordinates}; a value that is a plain decimal number becomes one.
 * @throws RangeError naming the part that is no coordinate.
 */
export function parseCoordinates(text: string): Coordinates {
  if (text === "") return {};
  return Object.fromEntries(
    text.split(" ").map((part) => {
      const match = coordinate.exec(part);
      if (match === null) throw new RangeError(`'${part}' is not a coordinate`);
      const [, name = "", value = ""] = match;
      return [name, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
    }),
  );
}
