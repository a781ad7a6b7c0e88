import type { Chance } from "../chance.ts";
import { bytesOf, type Entry, type Folder, withEntry } from "../folder.ts";
import { namePayloads } from "../payloads.ts";
import type { Mutation } from "./mutation.ts";

/** Above what a reader takes, and nothing on disk. */
const hugeBytes = 300 * 1024 * 1024;

/** Puts something else in the place of one of the files. */
function inPlaceOfFile(name: string, entry: (chance: Chance) => Entry | null): Mutation {
  return {
    name,
    mutate: (folder, chance) =>
      folder.entries.size === 0
        ? folder
        : withEntry(folder, chance.among(Array.from(folder.entries.keys())), entry(chance)),
  };
}

/** Puts something beside the files. */
function beside(name: string, entry: Entry): Mutation {
  return { name, mutate: (folder, { among }) => withEntry(folder, among(namePayloads), entry) };
}

function renamed(name: string, change: (folder: Folder, payload: string) => Folder): Mutation {
  return { name, mutate: (folder, { among }) => change(folder, among(namePayloads)) };
}

/** What may lie where a file should, or be called as no file should. */
export const entryMutations: readonly Mutation[] = [
  inPlaceOfFile("a file is gone", () => null),
  inPlaceOfFile("a folder in place of a file", () => ({ kind: "folder" })),
  inPlaceOfFile("a pipe in place of a file", () => ({ kind: "pipe" })),
  inPlaceOfFile("a file larger than any", () => ({ kind: "sparse", bytes: hugeBytes })),
  // The secret lies beside the results folder.
  inPlaceOfFile("a link out of the tree in place of a file", () => ({
    kind: "link",
    to: "../../../secret/secret.txt",
  })),
  inPlaceOfFile("a link to another of its files", ({ oneOf }) => ({
    kind: "link",
    to: oneOf(["metadata.json", "samples.csv", ".", "/dev/zero", "nowhere"]),
  })),
  beside("another file of any name", bytesOf("<script>alert(1)</script>")),
  beside("a folder of any name", { kind: "folder" }),
  beside("a link of any name", { kind: "link", to: "../../../secret" }),
  renamed("any name of the configuration", (folder, config) => ({ ...folder, config })),
  renamed("any name of the GPU group", (folder, gpu) => ({ ...folder, gpu })),
];
