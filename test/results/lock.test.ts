import { describe, expect, test } from "bun:test";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "../../src/results/lock.ts";
import { UsageError } from "../../src/usage_error.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Another process that has taken the lock and keeps it. */
async function otherHolder(folder: string): Promise<Bun.Subprocess<"pipe", "pipe", "inherit">> {
  const script = `const { takeLock } = await import(${JSON.stringify(join(import.meta.dir, "../../src/results/lock.ts"))});
    await takeLock(${JSON.stringify(folder)});
    console.log("taken");
    await Bun.stdin.text();`;
  const child = Bun.spawn([process.execPath, "-e", script], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  await child.stdout.getReader().read();
  return child;
}

describe("the lock of a results folder", () => {
  test("is held once, and can be taken again when it is given back", async () => {
    await using folder = await temporaryFolder();
    const release = await takeLock(folder.path);
    expect(await settled(takeLock(folder.path))).toThrow(UsageError);
    expect(await settled(takeLock(folder.path))).toThrow(`(process ${process.pid})`);
    await release();
    const again = await takeLock(folder.path);
    await again();
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("of another process is respected, and gone when that is killed", async () => {
    await using folder = await temporaryFolder();
    const other = await otherHolder(folder.path);
    expect(await settled(takeLock(folder.path))).toThrow(`is in use by another run (process ${other.pid})`);
    expect(await readFile(join(folder.path, ".lock"), "utf8")).toBe(`${other.pid}`);
    other.kill("SIGKILL");
    await other.exited;
    const release = await takeLock(folder.path);
    expect(await readFile(join(folder.path, ".lock"), "utf8")).toBe(`${process.pid}`);
    await release();
  });

  test("is not passed on to what the holder starts", async () => {
    await using folder = await temporaryFolder();
    const release = await takeLock(folder.path);
    const child = Bun.spawn(["sleep", "1000"], { stdin: "ignore", stdout: "ignore" });
    try {
      await release();
      const again = await takeLock(folder.path);
      await again();
    } finally {
      child.kill("SIGKILL");
    }
  });

  test("goes to one of all that reach for it at once, whatever an earlier run left in the file", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, ".lock"), "1");
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder.path)));
    const releases = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(releases).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(UsageError);
    await releases[0]?.();
  });
});
