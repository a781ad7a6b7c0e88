import { expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { soundFolders } from "./bases.ts";
import { faultsOf } from "./checks.ts";
import { bytesOf, type Entry, writeEntry, writeFolder } from "./folder.ts";
import { namePayloads } from "./payloads.ts";
import { report, type Reported } from "./reported.ts";
import { writeTree } from "./trees.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Reports of the sound folders with other things beside them, at paths from the results folder. */
async function reportWith(
  entries: Readonly<Record<string, Entry>>,
  more: (root: string) => Promise<void> = async () => {},
): Promise<Reported & { readonly told: readonly string[]; readonly faults: readonly string[] }> {
  await using folder = await temporaryFolder();
  const { root } = await writeTree(folder.path, []);
  for (const [path, entry] of Object.entries(entries)) await writeEntry(join(root, path), entry);
  await more(root);
  const reported = await report(root);
  const told = reported.problems.map(({ path }) => path.slice(root.length + 1)).toSorted();
  return { ...reported, told, faults: await faultsOf(reported) };
}

test("links out of the tree are told of and not followed, wherever they lie", async () => {
  const { told, faults, configurations } = await reportWith({
    elsewhere: { kind: "link", to: "../secret" },
    round: { kind: "link", to: "." },
    "sound-gpu/elsewhere": { kind: "link", to: "../../secret" },
    "sound-gpu/twin": { kind: "link", to: "host" },
    "sound-gpu/dead": { kind: "link", to: "nowhere" },
    "sound-gpu/linked/metadata.json": { kind: "link", to: "../host/metadata.json" },
    "sound-gpu/linked/samples.csv": { kind: "link", to: "../../../secret/secret.txt" },
    "sound-gpu/older/stream.txt": { kind: "link", to: "/dev/zero" },
  });
  expect(faults).toEqual([]);
  expect(told).toEqual([
    "elsewhere",
    "round",
    "sound-gpu/dead",
    "sound-gpu/elsewhere",
    "sound-gpu/linked/metadata.json",
    "sound-gpu/older/stream.txt",
    "sound-gpu/twin",
  ]);
  expect(configurations).toHaveLength(soundFolders.length);
});

test("pipes keep nobody waiting", async () => {
  const { told, faults } = await reportWith({
    pipe: { kind: "pipe" },
    "sound-gpu/pipe": { kind: "pipe" },
    "sound-gpu/piped/metadata.json": { kind: "pipe" },
    "sound-gpu/piped/samples.csv": { kind: "pipe" },
    "sound-gpu/older/cpu_single.txt": { kind: "pipe" },
  });
  expect(faults).toEqual([]);
  expect(told).toEqual(["sound-gpu/older/cpu_single.txt", "sound-gpu/piped/metadata.json"]);
});

test("a file of results beside configurations hides none of them", async () => {
  const { faults } = await reportWith({ "sound-gpu/metadata.json": bytesOf("{}") });
  expect(faults).toEqual([]);
});

test("files where folders should be are no results", async () => {
  const { told, faults } = await reportWith({
    "report.html": bytesOf("<script>alert(1)</script>"),
    "gpu.txt": bytesOf("x"),
    "sound-gpu/notes.txt": bytesOf("x"),
  });
  expect(faults).toEqual([]);
  expect(told).toEqual([]);
});

test("folders where files should be are told of", async () => {
  const { told, faults } = await reportWith({
    "sound-gpu/a/metadata.json": { kind: "folder" },
    "sound-gpu/a/samples.csv": { kind: "folder" },
    "sound-gpu/b/stream.txt": { kind: "folder" },
  });
  expect(faults).toEqual([]);
  expect(told).toEqual(["sound-gpu/a/metadata.json", "sound-gpu/b/stream.txt"]);
});

test("files of any size are told of, or read as far as they are text", async () => {
  const mebibyte = 1024 ** 2;
  const { told, faults } = await reportWith({
    "sound-gpu/a/metadata.json": { kind: "sparse", bytes: 1024 ** 4 },
    "sound-gpu/a/samples.csv": bytesOf(""),
    "sound-gpu/b/stream.txt": { kind: "sparse", bytes: 257 * mebibyte },
    "sound-gpu/c/stream.txt": { kind: "sparse", bytes: 20 * mebibyte },
    "sound-gpu/d/metadata.json": { kind: "sparse", bytes: 20 * mebibyte },
    "sound-gpu/d/samples.csv": bytesOf(""),
  });
  expect(faults).toEqual([]);
  expect(told).toEqual(["sound-gpu/a/metadata.json", "sound-gpu/b/stream.txt", "sound-gpu/d/metadata.json"]);
});

test("thousands of empty folders, and folders in folders, are no results", async () => {
  const { told, faults } = await reportWith({}, async (root) => {
    for (let i = 0; i < 1000; i += 1) {
      await mkdir(join(root, `empty-${i}`));
      await mkdir(join(root, "sound-gpu", `empty-${i}`));
    }
    await mkdir(join(root, "deep", ...Array.from({ length: 500 }, () => "deeper")), { recursive: true });
  });
  expect(faults).toEqual([]);
  expect(told).toEqual([]);
});

test("folders of every name are shown by it, or told of", async () => {
  const [sound] = soundFolders;
  if (sound === undefined) throw new Error("nothing is sound");
  const broken = new Map([...sound.entries, ["metadata.json", bytesOf("{")] as const]);
  const { told, faults, configurations } = await reportWith({}, async (root) => {
    for (const name of namePayloads) {
      await writeFolder({ ...sound, gpu: `any ${name}`, config: name }, root);
      await writeFolder({ gpu: "broken", config: name, entries: broken }, root);
      await writeFolder({ gpu: name, config: "broken", entries: broken }, root);
    }
  });
  expect(faults).toEqual([]);
  expect(told.filter((path) => path.startsWith("broken/"))).toHaveLength(namePayloads.length);
  expect(told).toHaveLength(2 * namePayloads.length);
  const shown = new Set(configurations.map(({ config }) => config));
  expect(namePayloads.filter((name) => !shown.has(name))).toEqual([]);
});

test("a name that is no UTF-8 is told of", async () => {
  const { told, faults } = await reportWith({}, async (root) => {
    const group = Buffer.concat([Buffer.from(`${root}/sound-gpu/`), Buffer.from([0x61, 0xff, 0xfe])]);
    await mkdir(group);
    await Bun.write(Bun.file(join(root, "sound-gpu", "host", "notes.txt")), "x");
  });
  expect(faults).toEqual([]);
  expect(told).toEqual(["sound-gpu/a\uFFFD\uFFFD"]);
});

// root may read what nobody may.
test.skipIf(process.getuid?.() === 0)("folders that may not be read are told of", async () => {
  const { told } = await reportWith({}, async (root) => {
    await mkdir(join(root, "sound-gpu", "closed"), { mode: 0 });
    await mkdir(join(root, "closed"), { mode: 0 });
  });
  expect(told).toEqual(["closed", "sound-gpu/closed"]);
});
