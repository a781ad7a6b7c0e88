import { expect, test } from "bun:test";
import { readArchitecture } from "../../src/machine/architecture.ts";
import { epycGuest, twoNodeGuest } from "./captured.ts";
import { armServer } from "./constructed_server.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

test.each<[string, string, FileTree]>([
  ["the kernel's word (captured)", "x86_64", epycGuest],
  ["an x86 kernel before 6.1 (captured)", "x86_64", twoNodeGuest],
  ["an Arm kernel before 6.1 (constructed)", "aarch64", armServer],
  ["no word", "unknown", {}],
])("%s: %s", (_, architecture, tree) => {
  expect(readArchitecture(treeFiles(tree))).toBe(architecture);
});
