import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { findingsOf, rules } from "../../../src/analysis/findings/index.ts";
import { baselineOf } from "../../../src/analysis/baseline.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { readTree } from "../../../src/results/read_tree.ts";
import { caseOf } from "./case_of.ts";

async function found(folder: string): Promise<string[][]> {
  const { configurations } = await readTree(join(import.meta.dir, "../../fixtures", folder));
  const baseline = baselineOf(configurations);
  return configurations.map((configuration: Configuration) => [
    configuration.config,
    ...findingsOf(
      caseOf(configuration, { group: configurations, ...(baseline !== null && { baseline }) }),
    ).map(({ rule }) => rule),
  ]);
}

describe("all rules on real trees", () => {
  test("find nothing on two H200 that are as they should be", async () => {
    expect(await found("own")).toEqual([["gpus"]]);
  });

  // The guest shared its host: others took 1.7 % of its vCPUs' time from STREAM, and threads got on unevenly. Its last
  // cache has 300 MiB, and STREAM's arrays 640 MB.
  test("find on two H100 in a shared guest what was done to it, and what its host did", async () => {
    expect(await found("captured")).toEqual([
      ["four-cpus", "stream-arrays-small"],
      ["p2p-off", "p2p-disabled"],
      ["whole", "steal", "thread-fairness", "stream-arrays-small"],
    ]);
  });

  test("have ids of their own", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
