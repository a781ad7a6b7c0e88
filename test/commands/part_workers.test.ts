import { expect, test } from "bun:test";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeMadeUpResults } from "../../bench/report/made_up_results.ts";
import { catalogue } from "../../src/benchmarks/index.ts";
import { partsFromWorkers } from "../../src/commands/part_workers.ts";
import { partMaker } from "../../src/report/page_part.ts";
import { listTree } from "../../src/results/list_tree.ts";
import { readGroups } from "../../src/results/read_tree.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const settings = { baseline: null, version: "9.9.9", generatedAt: new Date(0), reportFolder: "/reports" };

test("threads make the parts that this one makes, in order, with what cannot be read", async () => {
  await using folder = await temporaryFolder();
  await writeMadeUpResults(folder.path, 40);
  await writeFile(join(folder.path, "gpu-1", "pinned-3", "metadata.json"), "{");
  // A whole group is gone once it is looked for.
  const tree = await listTree(folder.path);
  await rm(join(folder.path, "gpu-3"), { recursive: true });
  const partOf = partMaker(tree.groups.flat(), { ...settings, catalogue });
  const here = (await Array.fromAsync(readGroups(tree))).map(partOf);
  const parts = await Array.fromAsync(partsFromWorkers(tree, settings, 3));
  expect(parts.flatMap(({ groups }) => groups)).toEqual(here.flatMap(({ groups }) => groups));
  expect(parts.flatMap(({ problems }) => problems)).toEqual(here.flatMap(({ problems }) => problems));
  expect(parts.flatMap(({ groups }) => groups.map(({ group }) => group.gpu))).toEqual([
    "gpu-1",
    "gpu-2",
    "gpu-4",
  ]);
  expect(parts.flatMap(({ problems }) => problems).length).toBe(11);
});

test("what a thread fails at is told, and ends the others", async () => {
  await using folder = await temporaryFolder();
  await writeMadeUpResults(folder.path, 20);
  const tree = await listTree(folder.path);
  const [nameless, nowhere] = [JSON.parse("[null]"), JSON.parse("5")];
  const atStart = partsFromWorkers({ ...tree, groups: [...tree.groups, nameless] }, settings, 2);
  expect(await settled(Array.fromAsync(atStart))).toThrow(TypeError);
  const atWork = partsFromWorkers(tree, { ...settings, reportFolder: nowhere }, 2);
  expect(await settled(Array.fromAsync(atWork))).toThrow(TypeError);
});

test("nothing goes on once nobody wants the rest", async () => {
  await using folder = await temporaryFolder();
  await writeMadeUpResults(folder.path, 40);
  const parts = partsFromWorkers(await listTree(folder.path), settings, 2);
  expect((await parts.next()).value?.groups[0]?.group.gpu).toBe("gpu-1");
  await parts.return(undefined);
  expect((await parts.next()).done).toBe(true);
});
