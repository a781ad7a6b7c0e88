import { join } from "node:path";
import { readTree } from "../src/results/read_tree.ts";
import type { Configuration, ResultTree } from "../src/results/configuration.ts";

/** The results folder of test/fixtures/own, as README.md there describes it. */
export const ownTreeFolder = join(import.meta.dir, "fixtures/own");

/** Its folder of the run on two H200. */
export const twoH200Folder = join(ownTreeFolder, "nvidia-h200/gpus");

/** The tree with its only configuration. */
export async function readOwnTree(): Promise<{ tree: ResultTree; configuration: Configuration }> {
  const tree = await readTree(ownTreeFolder);
  const [configuration, ...more] = tree.configurations;
  if (configuration === undefined || more.length > 0) throw new Error("not one configuration");
  return { tree, configuration };
}
