import { compareWith } from "../../../src/analysis/comparison/compare_with.ts";
import type { Case } from "../../../src/analysis/findings/rule.ts";
import { trialNoiseOf } from "../../../src/analysis/findings/trial_noise.ts";
import { gather } from "../../../src/analysis/gathered.ts";
import { gpuLoadsOf } from "../../../src/analysis/gpu_load.ts";
import { sumUp } from "../../../src/analysis/summary.ts";
import { catalogue } from "../../../src/benchmarks/index.ts";
import type { Configuration } from "../../../src/results/configuration.ts";

/**
 * A configuration with all that a rule may look at.
 *
 * @param options.group its GPU group, itself among them or not; by default it is alone
 * @param options.baseline of the group; without one, or where it is the configuration itself, nothing is compared
 */
export function caseOf(
  configuration: Configuration,
  options: { readonly group?: readonly Configuration[]; readonly baseline?: Configuration } = {},
): Case {
  const { group = [], baseline } = options;
  const others = Array.from(new Set([...group, ...(baseline === undefined ? [] : [baseline])])).filter(
    (other) => other !== configuration,
  );
  const [comparison = null] =
    baseline === undefined || baseline === configuration
      ? []
      : compareWith({
          base: gather(baseline),
          candidates: [gather(configuration)],
          group: [configuration, ...others].map(gather),
          catalogue,
        });
  return {
    configuration,
    summary: sumUp(configuration),
    gpuLoads: gpuLoadsOf(configuration),
    trials: trialNoiseOf(configuration),
    others,
    comparison,
  };
}
