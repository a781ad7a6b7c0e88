import { parentPort, workerData } from "node:worker_threads";
import { catalogue } from "../benchmarks/index.ts";
import { partMaker } from "../report/page_part.ts";
import type { Place } from "../results/list_tree.ts";
import { readGroups } from "../results/read_tree.ts";
import type { PageOfWorkers } from "./part_workers.ts";

const { names, settings }: PageOfWorkers = workerData;
const partOf = partMaker(names, { ...settings, catalogue });

/** Each thread would let its own waste grow as far as a program does that is alone. */
const groupsBetweenCollections = 6;
let groupsMade = 0;

parentPort?.on("message", async (places: readonly Place[]) => {
  const read = await Array.fromAsync(readGroups({ groups: [places], problems: [] }));
  parentPort?.postMessage(read.map(partOf));
  groupsMade += 1;
  if (groupsMade % groupsBetweenCollections === 0) Bun.gc(true);
});
