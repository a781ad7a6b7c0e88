import { formatBytes, formatCount } from "../../number_format.ts";

/** `cpuNode` → `cpu node`. */
export function nameWords(name: string): string {
  return name === "gpu" ? "GPU" : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Coordinates that are in bytes throughout the suite. */
const inBytes = new Set(["size", "largest"]);

/** A coordinate's value as a person reads it. */
export function valueWords(name: string, value: string | number): string {
  if (typeof value === "string") return value;
  if (inBytes.has(name)) return formatBytes(value);
  return value >= 1e6 && value % 1e5 === 0 ? `${value / 1e6}M` : formatCount(value);
}

/** Words for coordinates of which the value says by itself what it is. */
const plainWords: ReadonlyMap<string, (value: string) => string> = new Map([
  ["place", (value) => (value === "in" ? "in place" : value === "out" ? "out of place" : `place: ${value}`)],
  ["transport", (value) => (value === "unknown" ? "transport unknown" : value)],
]);

/** What stands where a series lacks a coordinate that others have. */
export function unrecordedWords(name: string): string {
  return `${nameWords(name)} not recorded`;
}

/** `pages: base`, `GPU 0`, `elements 80M`, `size 4 KiB`, `out of place`, `P2P/NVLink`. */
export function coordinateWords(name: string, value: string | number): string {
  const plain = plainWords.get(name);
  if (plain !== undefined && typeof value === "string") return plain(value);
  return `${nameWords(name)}${typeof value === "string" ? ":" : ""} ${valueWords(name, value)}`;
}

/** Distinct values of a coordinate: numbers ascending, then words in the order in which they came. */
export function distinctValues(values: readonly (string | number)[]): (string | number)[] {
  const distinct = Array.from(new Set(values));
  return [
    ...distinct.filter((value) => typeof value === "number").toSorted((a, b) => a - b),
    ...distinct.filter((value) => typeof value === "string"),
  ];
}
