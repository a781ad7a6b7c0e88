import { describe, expect, test } from "bun:test";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkWritable } from "../../src/results/preflight.ts";
import { UsageError } from "../../src/usage_error.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const nobody = 65_534;

/** Runs something without root's power to write everywhere. */
async function asOrdinaryUser(action: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(nobody);
  try {
    await action();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe("checkWritable", () => {
  test("creates the folder and leaves it empty", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a", "b");
    await checkWritable(path);
    await checkWritable(path);
    expect(await readdir(path)).toEqual([]);
  });

  test("refuses a path that is, or leads through, a file", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");
    for (const path of [file, join(file, "below"), join(file, "far", "below")]) {
      expect(await settled(checkWritable(path))).toThrow(UsageError);
      expect(await settled(checkWritable(path))).toThrow(
        `results cannot be written to ${path}: part of the path is a file: name another folder with --results.`,
      );
    }
  });

  test("refuses a folder that this user may not write to", async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    const path = join(folder.path, "theirs");
    await mkdir(path);
    await chmod(path, 0o555);
    await asOrdinaryUser(async () => {
      for (const refused of [path, join(path, "below")])
        expect(await settled(checkWritable(refused))).toThrow(
          `results cannot be written to ${refused}: this user may not write there: change its owner`,
        );
    });
    expect(await readdir(path)).toEqual([]);
  });

  test("refuses where the system lets nobody create a folder", async () => {
    expect(await settled(checkWritable("/proc/vcpu-bench-results"))).toThrow(UsageError);
  });
});
