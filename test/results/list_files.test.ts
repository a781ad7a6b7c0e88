import { expect, test } from "bun:test";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keptFiles, listFolder } from "../../src/results/list_files.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { readOwnTree, twoH200Folder } from "../own_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";

test("links, folders and what a kill left are no ordinary files of a folder", async () => {
  await using folder = await temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at("stream.txt"), "x");
  await writeFile(at("a <b>"), "x");
  await writeFile(at(".metadata.json.new"), "x");
  await mkdir(at("more"));
  await symlink("/etc/passwd", at("nccl_log.txt"));
  const { names, ordinary } = await listFolder(folder.path);
  expect(ordinary).toEqual(["a <b>", "stream.txt"]);
  expect(names.toSorted()).toEqual([".metadata.json.new", "a <b>", "more", "nccl_log.txt", "stream.txt"]);
});

test("files have the lengths that are known of them", () => {
  expect(keptFiles(["a", "toString"], new Map([["a", 3]]))).toEqual([
    { name: "a", bytes: 3 },
    { name: "toString", bytes: null },
  ]);
});

test("a configuration has the files of its folder, with the lengths that its metadata names", async () => {
  const { configuration } = await readOwnTree();
  const byName = new Map(configuration.files.map(({ name, bytes }) => [name, bytes]));
  expect(byName.get("metadata.json")).toBeNull();
  for (const name of ["samples.csv", "gpu_compute.txt", "nccl_allreduce.txt"])
    expect(byName.get(name)).toBe(Bun.file(join(twoH200Folder, name)).size);
});

test("a file that is a link is none of the configuration's, and what it leads to is not read", async () => {
  await using folder = await temporaryFolder();
  const directory = join(folder.path, "gpu/config");
  await cp(twoH200Folder, directory, { recursive: true });
  await symlink("/etc/passwd", join(directory, "secret.txt"));
  const [configuration] = (await readTree(folder.path)).configurations;
  const names = configuration?.files.map(({ name }) => name) ?? [];
  expect(names).toContain("samples.csv");
  expect(names).not.toContain("secret.txt");
});
