import { type PagePart, partMaker, type ReportSettings } from "../report/index.ts";
import { type ListedTree, readGroups } from "../results/read_tree.ts";
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

async function* partsHere(tree: ListedTree, settings: ReportSettings): AsyncGenerator<PagePart> {
  const partOf = partMaker(tree.groups.flat(), settings);
  for await (const read of readGroups(tree)) yield partOf(read);
}

/** The parts of a page, made while the results are read, on several threads where they are many. */
export function pageParts(tree: ListedTree, settings: ReportSettings): AsyncGenerator<PagePart> {
  const workers = workersFor(tree);
  if (workers < 2) return partsHere(tree, settings);
  const { catalogue: _ofTheProgram, ...others } = settings;
  return partsFromWorkers(tree, others, workers);
}
