import { describe, expect, test } from "bun:test";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspectFolder } from "../../src/results/folder.ts";
import { UsageError } from "../../src/usage_error.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { emptyRun, metadataOf } from "./example.ts";

describe("inspectFolder", () => {
  test("finds nothing in no folder and in an empty one", async () => {
    await using folder = await temporaryFolder();
    expect(await inspectFolder(folder.path)).toEqual({ kind: "nothing" });
    expect(await inspectFolder(join(folder.path, "none"))).toEqual({ kind: "nothing" });
  });

  test("reads our metadata", async () => {
    await using folder = await temporaryFolder();
    const metadata = metadataOf([emptyRun]);
    await writeFile(join(folder.path, "metadata.json"), JSON.stringify(metadata));
    expect(await inspectFolder(folder.path)).toEqual({ kind: "ours", metadata });
  });

  test.each([
    ["raw files alone", "stream.txt", "x", "it has no metadata.json"],
    ["metadata of others", "metadata.json", '{"config":"demo"}', "metadata.json cannot be read"],
    ["newer metadata", "metadata.json", '{"schema":999}', "a newer vcpu-bench wrote"],
    ["broken metadata", "metadata.json", '{"schema":1', "metadata.json cannot be read"],
  ])("takes %s for foreign and says why", async (_, file, text, because) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, file), text);
    const existing = await inspectFolder(folder.path);
    expect(existing).toEqual({ kind: "foreign", because: expect.stringContaining(because) });
  });

  test("refuses a file, a link and a path through a file", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");
    await mkdir(join(folder.path, "real"));
    const link = join(folder.path, "link");
    await symlink("real", link);
    expect(await settled(inspectFolder(file))).toThrow("is not a folder: move it away or choose another");
    expect(await settled(inspectFolder(link))).toThrow("is not a folder");
    expect(await settled(inspectFolder(join(file, "below")))).toThrow(UsageError);
  });
});
