import { lastLevelCacheBytes } from "../../machine/cache_sizes.ts";
import { formatBytes } from "../../number_format.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

const bytesPerElement = 8;
/** STREAM's own rule: each array at least four times the last-level caches together. */
const leastTimes = 4;

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  const cacheBytes = machine === null ? null : lastLevelCacheBytes(machine);
  if (cacheBytes === null) return [];
  const sizes = trustedRows(of, "stream.rate").flatMap(({ at: { elements } }) =>
    typeof elements === "number" ? elements * bytesPerElement : [],
  );
  const smallest = Math.min(...sizes);
  if (smallest >= leastTimes * cacheBytes) return [];
  const millions = Math.ceil((leastTimes * cacheBytes) / bytesPerElement / 1e6);
  return [
    {
      severity: "doubt",
      sentence:
        `Each STREAM array has ${formatBytes(smallest)}, less than four times the last-level cache of ` +
        `${formatBytes(cacheBytes)}, so part of the rate may be the cache's.`,
      evidence: [
        { label: "Array", value: formatBytes(smallest), unit: null },
        { label: "Last-level caches together", value: formatBytes(cacheBytes), unit: null },
        { label: "Array of four times that", value: formatBytes(leastTimes * cacheBytes), unit: null },
      ],
      advice: [
        "Between configurations of one machine the rates can be compared all the same: host and guests have the " +
          "same size.",
        `For the memory's own rate measure by hand: kernels/build/stream -n ${millions}000000 needs ` +
          `${formatBytes(3 * bytesPerElement * millions * 1e6)} of memory.`,
      ],
    },
  ];
}

/** STREAM arrays that its own rule calls too small for the caches that this machine shows. */
export const streamArraysSmall: Rule = { id: "stream-arrays-small", find };
