import type { Evidence } from "../../analysis/findings/finding.ts";
import { formatNumber } from "../../number_format.ts";

/** `Triad, node 0 from node 1: 81.2 GB/s`. */
export function evidenceWords({ label, value, unit }: Evidence): string {
  const number =
    typeof value === "string"
      ? value
      : Number.isInteger(value)
        ? value.toLocaleString("en-US")
        : formatNumber(value);
  return `${label}: ${number}${unit === null ? "" : ` ${unit}`}`;
}
