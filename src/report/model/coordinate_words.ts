import { formatBytes, formatCount } from "../number_format.ts";

/** `cpuNode` → `cpu node`. */
function nameWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A coordinate's value as a person reads it; a `size` is in bytes throughout the suite. */
export function valueWords(name: string, value: string | number): string {
  if (typeof value === "string") return value;
  if (name === "size") return formatBytes(value);
  return value >= 1e6 && value % 1e5 === 0 ? `${value / 1e6}M` : formatCount(value);
}

/** `pages: base`, `gpu 0`, `elements 80M`, `size 4 KiB`. */
export function coordinateWords(name: string, value: string | number): string {
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
