import { describe, expect, test } from "bun:test";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "../../src/results/lock.ts";
import { UsageError } from "../../src/usage_error.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** A process that lives until the block ends. */
function liveProcess(): Disposable & { readonly pid: number } {
  const child = Bun.spawn(["sleep", "1000"], { stdin: "ignore", stdout: "ignore" });
  return { pid: child.pid, [Symbol.dispose]: () => child.kill("SIGKILL") };
}

/** Field 22 of its stat: a name with spaces or parentheses does not occur here. */
async function startOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/stat`, "utf8")).split(" ")[21] ?? "";
}

describe("the lock of a results folder", () => {
  test("creates the folder, is held once, and leaves nothing when it is given back", async () => {
    await using folder = await temporaryFolder();
    const results = join(folder.path, "new", "results");
    const release = await takeLock(results);
    expect(await settled(takeLock(results))).toThrow(UsageError);
    expect(await settled(takeLock(results))).toThrow(`(process ${process.pid})`);
    await release();
    expect(await readdir(results)).toEqual([]);
    const again = await takeLock(results);
    await again();
  });

  test("of another live process is respected", async () => {
    await using folder = await temporaryFolder();
    using other = liveProcess();
    const lock = `${other.pid} ${await startOf(other.pid)}`;
    await writeFile(join(folder.path, ".lock"), lock);
    expect(await settled(takeLock(folder.path))).toThrow(`is in use by another run (process ${other.pid})`);
    expect(await readFile(join(folder.path, ".lock"), "utf8")).toBe(lock);
  });

  test("of a dead process is taken over", async () => {
    await using folder = await temporaryFolder();
    const child = Bun.spawn(["sleep", "1000"], { stdin: "ignore", stdout: "ignore" });
    await writeFile(join(folder.path, ".lock"), `${child.pid} ${await startOf(child.pid)}`);
    child.kill("SIGKILL");
    await child.exited;
    const release = await takeLock(folder.path);
    expect(await settled(takeLock(folder.path))).toThrow(`(process ${process.pid})`);
    await release();
  });

  test.each([
    ["a free folder", null],
    ["the lock of a dead process", "999999999 1"],
  ])("of all that reach for %s at once one gets it", async (_, stale) => {
    await using folder = await temporaryFolder();
    if (stale !== null) await writeFile(join(folder.path, ".lock"), stale);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder.path)));
    const releases = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(releases).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(UsageError);
    await releases[0]?.();
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("of a dead process whose number another process has now is taken over", async () => {
    await using folder = await temporaryFolder();
    using other = liveProcess();
    await writeFile(join(folder.path, ".lock"), `${other.pid} ${BigInt(await startOf(other.pid)) - 1n}`);
    const release = await takeLock(folder.path);
    await release();
  });

  test.each(["", "junk", "self 1", "../../1 1", "-1 1", "999999999", "\0\0"])(
    "that was never finished or says %j is taken over",
    async (text) => {
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, ".lock"), text);
      const release = await takeLock(folder.path);
      await release();
    },
  );

  test("of a process with spaces and parentheses in its name is respected", async () => {
    await using folder = await temporaryFolder();
    const program = join(folder.path, "a) b (c");
    await writeFile(program, "#!/bin/sh\necho ready\nread line\n", { mode: 0o755 });
    const child = Bun.spawn([program], { stdin: "pipe", stdout: "pipe" });
    try {
      await child.stdout.getReader().read();
      const fields = (await readFile(`/proc/${child.pid}/stat`, "utf8")).split(") ").at(-1)?.split(" ");
      await writeFile(join(folder.path, ".lock"), `${child.pid} ${fields?.[19]}`);
      expect(await settled(takeLock(folder.path))).toThrow(`(process ${child.pid})`);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
