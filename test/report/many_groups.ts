import type { ResultTree } from "../../src/results/configuration.ts";
import { madeUpTree } from "./made_up_tree.ts";

/** The made-up configurations on as many GPU models as make a page fold its contents and deflate its data. */
export function manyGroups(): ResultTree {
  const { configurations, problems } = madeUpTree();
  const own = configurations.filter(({ gpu }) => gpu !== "no-gpu");
  return {
    configurations: Array.from({ length: 12 }, (_, i) => `gpu-model-${i + 1}`).flatMap((gpu) =>
      own.map((configuration) => ({ ...configuration, gpu })),
    ),
    problems,
  };
}
