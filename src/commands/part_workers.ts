import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PagePart } from "../report/index.ts";
import type { PageSettings } from "../report/report_input.ts";
import type { ListedTree, Place } from "../results/list_tree.ts";

/** What the threads that make parts of a page have to know of it. */
export interface PageOfWorkers {
  readonly names: readonly Place[];
  readonly settings: PageSettings;
}

async function* partsBy(
  workers: readonly Worker[],
  { groups, problems }: ListedTree,
): AsyncGenerator<PagePart> {
  const made = groups.map(() => Promise.withResolvers<readonly PagePart[]>());
  let next = 0;
  const work = async (worker: Worker): Promise<void> => {
    for (let i = next; i < groups.length; i = next) {
      next += 1;
      worker.postMessage(groups[i]);
      const [parts] = await once(worker, "message");
      made[i]?.resolve(parts);
    }
  };
  try {
    const all = Promise.all(workers.map(work));
    for (const { promise } of made) yield* await Promise.race([promise, all.then(() => promise)]);
    yield { groups: [], problems };
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

/**
 * Parts of a page in their order, made by threads of which each takes the next GPU group when it is done with one. The
 * threads start at once, and end with the parts.
 * @throws Error when one of them fails.
 */
export function partsFromWorkers(
  tree: ListedTree,
  settings: PageSettings,
  count: number,
): AsyncGenerator<PagePart> {
  const workerData: PageOfWorkers = { names: tree.groups.flat(), settings };
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("part_worker.ts", import.meta.url), { workerData }),
  );
  return partsBy(workers, tree);
}
