import { join } from "node:path";
import { compareWith } from "../../src/analysis/comparison/compare_with.ts";
import { gather } from "../../src/analysis/gathered.ts";
import type { Comparison } from "../../src/analysis/comparison/comparison.ts";
import { catalogue } from "../../src/benchmarks/index.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { readTree } from "../../src/results/read_tree.ts";

const suite = join(import.meta.dir, "../../vcpu-bench");

/** Runs the suite as a person would. @throws Error when it fails. */
export async function measure(
  config: string,
  results: string,
  options: { readonly prefix?: readonly string[]; readonly arguments?: readonly string[] } = {},
): Promise<void> {
  const { prefix = [], arguments: more = [] } = options;
  const argv = [...prefix, suite, "run", config, "--no-report", "--results", results, ...more];
  const { exitCode } = Bun.spawnSync(argv, { stdio: ["ignore", "inherit", "inherit"] });
  if (exitCode !== 0) throw new Error(`${argv.join(" ")} ended with ${exitCode}`);
}

/** The configurations of a results folder; none where there is none yet. */
export async function measuredSoFar(results: string): Promise<readonly Configuration[]> {
  return readTree(results).then(
    ({ configurations }) => configurations,
    () => [],
  );
}

/** Some runs of a configuration as one by itself. */
export function someRuns(configuration: Configuration, ids: readonly number[]): Configuration {
  return {
    ...configuration,
    config: `run ${ids.join(" and ")}`,
    runs: configuration.runs.filter(({ id }) => ids.includes(id)),
    samples: configuration.samples.filter(({ run }) => ids.includes(run)),
  };
}

/** The verdicts on two configurations, with no others to tell how far runs lie apart unless they are given. */
export function verdictsOn(
  base: Configuration,
  candidate: Configuration,
  others: readonly Configuration[] = [],
): Comparison {
  const group = Array.from(new Set([base, candidate, ...others]), gather);
  const [own, ...candidates] = group;
  if (own === undefined) throw new RangeError("two configurations are compared");
  const [comparison] = compareWith({ base: own, candidates: candidates.slice(0, 1), group, catalogue });
  if (comparison === undefined) throw new RangeError("one candidate gives one comparison");
  return comparison;
}
