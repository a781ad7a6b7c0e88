import { parentPort, workerData } from "node:worker_threads";
import { catalogue } from "../benchmarks/index.ts";
import { partMaker } from "../report/page_part.ts";
import { type Place, readGroups } from "../results/read_tree.ts";
import type { PageOfWorkers } from "./part_workers.ts";

const { names, settings }: PageOfWorkers = workerData;
const partOf = partMaker(names, { ...settings, catalogue });

parentPort?.on("message", async (places: readonly Place[]) => {
  const read = await Array.fromAsync(readGroups({ groups: [places], problems: [] }));
  parentPort?.postMessage(read.map(partOf));
});
