import type { PagePart } from "../report/index.ts";
import type { PageSettings } from "../report/report_input.ts";
import type { ListedTree } from "../results/list_tree.ts";
import { partsFromWorkers } from "./part_workers.ts";

/**
 * As many threads as make a page of a thousand configurations in half of the time that one takes, and with half as much
 * memory again: each has the program loaded, and compiles what it runs often, for itself.
 */
const mostWorkers = 4;

/** Fewer configurations a thread are not worth starting it. */
const leastOfWorker = 100;

function workersFor(tree: ListedTree): number {
  const configurations = tree.groups.flat().length;
  return Math.min(
    mostWorkers,
    Math.floor(navigator.hardwareConcurrency / 2),
    Math.floor(configurations / leastOfWorker),
  );
}

async function* partsHere(tree: ListedTree, settings: PageSettings): AsyncGenerator<PagePart> {
  const { catalogue, partMaker, readGroups } = await import("./report_program.ts");
  const partOf = partMaker(tree.groups.flat(), { ...settings, catalogue });
  for await (const read of readGroups(tree)) yield partOf(read);
}

/**
 * The parts of a page, made while the results are read, on several threads where they are many. These begin at once, so
 * whoever calls this has to take parts from what it returns, or to end it.
 */
export function pageParts(tree: ListedTree, settings: PageSettings): AsyncGenerator<PagePart> {
  const workers = workersFor(tree);
  return workers < 2 ? partsHere(tree, settings) : partsFromWorkers(tree, settings, workers);
}
