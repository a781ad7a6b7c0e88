import { describe, expect, test } from "bun:test";
import { cp, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unitOf } from "../../src/benchmarks/index.ts";
import { schemaVersion } from "../../src/results/metadata.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { openWriter } from "../../src/results/writer.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { emptyRun, finishedTrial, metadataOf } from "./example.ts";

const older = join(import.meta.dir, "../fixtures/older/nvidia-h200/pin-numa.constructed");

/** A finished configuration of ours with one trial. */
async function writeOurs(folder: string): Promise<void> {
  const run = { ...emptyRun, settings: { ...emptyRun.settings, tests: ["cpu-single"] } };
  const writer = await openWriter({ folder, metadata: metadataOf([run]), clear: [], captures: [], unitOf });
  await writer.record(finishedTrial(1));
  await writer.finish("finished");
}

async function placesIn(results: string): Promise<{ places: string[]; problems: Record<string, string> }> {
  const { configurations, problems } = await readTree(results);
  return {
    places: configurations.map(({ gpu, config, source }) => `${gpu}/${config} ${source}`),
    problems: Object.fromEntries(
      problems.map(({ path, because }) => [path.slice(results.length + 1), because]),
    ),
  };
}

describe("readTree", () => {
  test("reads ours and older configurations beside each other, sorted", async () => {
    await using folder = await temporaryFolder();
    await writeOurs(join(folder.path, "b", "z"));
    await writeOurs(join(folder.path, "b", "a"));
    await cp(older, join(folder.path, "b", "m"), { recursive: true });
    await writeOurs(join(folder.path, "a", "host"));
    expect(await placesIn(folder.path)).toEqual({
      places: ["a/host samples", "b/a samples", "b/m older", "b/z samples"],
      problems: {},
    });
  });

  test("files what lies directly under the results folder apart", async () => {
    await using folder = await temporaryFolder();
    await writeOurs(join(folder.path, "demo"));
    await cp(older, join(folder.path, "pin"), { recursive: true });
    expect((await placesIn(folder.path)).places).toEqual(["unsorted/demo samples", "unsorted/pin older"]);
  });

  test("a stray file in a group's folder hides none of its configurations", async () => {
    await using folder = await temporaryFolder();
    await writeOurs(join(folder.path, "group", "good"));
    await mkdir(join(folder.path, "group", "photos"));
    await writeFile(join(folder.path, "group", "photos", "cat.jpg"), "");
    await writeFile(join(folder.path, "group", "metadata.json"), '{"schema":');
    expect(await placesIn(folder.path)).toEqual({
      places: ["group/good samples", "unsorted/group older"],
      problems: { "group/metadata.json": expect.stringContaining("JSON") },
    });
  });

  test("finds nothing in empty folders, files and hidden folders", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "empty-group"));
    await mkdir(join(folder.path, "group", "empty"), { recursive: true });
    await writeOurs(join(folder.path, ".hidden", "demo"));
    await writeOurs(join(folder.path, "group", ".hidden"));
    await writeFile(join(folder.path, "report.html"), "");
    await writeFile(join(folder.path, "group", "notes.txt"), "");
    await mkdir(join(folder.path, "group", "photos"));
    await writeFile(join(folder.path, "group", "photos", "cat.jpg"), "");
    expect(await placesIn(folder.path)).toEqual({ places: [], problems: {} });
  });

  test("tells of links and does not follow them", async () => {
    await using folder = await temporaryFolder();
    await using elsewhere = await temporaryFolder();
    await writeOurs(join(elsewhere.path, "group", "demo"));
    await symlink(join(elsewhere.path, "group"), join(folder.path, "linked-group"));
    await mkdir(join(folder.path, "group"));
    await symlink(join(elsewhere.path, "group", "demo"), join(folder.path, "group", "linked"));
    await symlink(".", join(folder.path, "loop"));
    const because = "it is a link, and links are not followed";
    expect(await placesIn(folder.path)).toEqual({
      places: [],
      problems: { "linked-group": because, "group/linked": because, loop: because },
    });
  });

  test("does not read a file of an older tree through a link", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "group", "demo"), { recursive: true });
    await symlink(join(older, "cpu_single.txt"), join(folder.path, "group", "demo", "cpu_single.txt"));
    expect(await placesIn(folder.path)).toEqual({
      places: [],
      problems: { "group/demo/cpu_single.txt": "it is not an ordinary file" },
    });
  });

  test.each([
    ["of a newer version", JSON.stringify({ schema: schemaVersion + 1 }), "a newer vcpu-bench wrote"],
    ["without what it should have", JSON.stringify({ schema: 1 }), "gpu: "],
    ["with samples, that is cut short", '{"schema":1,', "JSON"],
    ["with samples, that is binary junk", "\0\u0001\uFFFD", "JSON"],
  ])("tells of metadata %s and reads the rest", async (_, text, because) => {
    await using folder = await temporaryFolder();
    await writeOurs(join(folder.path, "group", "bad"));
    await writeOurs(join(folder.path, "group", "good"));
    await writeFile(join(folder.path, "group", "bad", "metadata.json"), text);
    expect(await placesIn(folder.path)).toEqual({
      places: ["group/good samples"],
      problems: { "group/bad/metadata.json": expect.stringContaining(because) },
    });
  });

  test("tells of a giant file and reads the rest", async () => {
    await using folder = await temporaryFolder();
    await writeOurs(join(folder.path, "group", "bad"));
    await writeOurs(join(folder.path, "group", "good"));
    await truncate(join(folder.path, "group", "bad", "samples.csv"), 300 * 1024 * 1024);
    await truncate(join(folder.path, "group", "good", "cpu_single.txt"), 300 * 1024 * 1024);
    const { configurations, problems } = await readTree(folder.path);
    expect(configurations.map(({ samples }) => samples.length)).toEqual([0, 2]);
    expect(problems).toEqual([
      { path: join(folder.path, "group", "bad", "samples.csv"), because: "it is larger than 256 MiB" },
    ]);
  });

  test("reads our run that has measured nothing yet", async () => {
    await using folder = await temporaryFolder();
    const directory = join(folder.path, "group", "demo");
    await openWriter({
      folder: directory,
      metadata: metadataOf([emptyRun]),
      clear: [],
      captures: [],
      unitOf,
    });
    const { configurations } = await readTree(folder.path);
    expect(configurations).toMatchObject([{ source: "samples", samples: [] }]);
  });

  test("of no folder is an error", async () => {
    await using folder = await temporaryFolder();
    expect(await settled(readTree(join(folder.path, "none")))).toThrow("ENOENT");
  });
});
