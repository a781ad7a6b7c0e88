import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, watch } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProcessGroup, type Ended } from "../../src/runner/process_group.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Far above what anything here takes: a bound against hanging. */
const farAway = 60;

async function shell(
  script: string,
  options: { limitSeconds?: number; signal?: AbortSignal; environment?: Record<string, string> } = {},
): Promise<Ended> {
  return runProcessGroup({
    argv: ["sh", "-c", script],
    environment: options.environment ?? {},
    limitSeconds: options.limitSeconds ?? farAway,
    signal: options.signal ?? new AbortController().signal,
  });
}

/** Resolves when the file is there. */
async function appearance(path: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(join(path, ".."), () => {
    if (existsSync(path)) resolve();
  });
  if (existsSync(path)) resolve();
  await promise;
  watcher.close();
}

/** Resolves when no such process runs; one that is dead and not yet buried counts as gone. */
async function end(pid: string): Promise<void> {
  const state = (): string => {
    try {
      return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0] ?? "";
    } catch {
      return "gone";
    }
  };
  while (!["gone", "Z", "X"].includes(state())) await Bun.sleep(1);
}

describe("a program that ends by itself", () => {
  test("gives its output, its exit code and what it used", async () => {
    const ended = await shell("echo out; echo err >&2; exit 3");
    expect(ended).toMatchObject({
      stdout: "out\n",
      stderr: "err\n",
      exitCode: 3,
      signal: null,
      endedBy: "itself",
    });
    expect(ended.wallSeconds).toBeGreaterThan(0);
  });

  test("gives the CPU time of its children too", async () => {
    const program =
      "for (let used = 0; used < 200_000; ) { const { user, system } = process.cpuUsage(); used = user + system; }";
    const { cpuSeconds } = await shell(`'${process.execPath}' -e '${program}'; true`);
    expect(cpuSeconds).toBeGreaterThan(0.15);
  });

  test("by a signal gives the signal and no exit code", async () => {
    expect(await shell("kill -SEGV $$")).toMatchObject({
      exitCode: null,
      signal: "SIGSEGV",
      endedBy: "itself",
    });
  });

  test("finds nothing on its stdin, whatever is on this program's", async () => {
    const source = join(import.meta.dir, "../../src/runner/process_group.ts");
    const program = `
      const { runProcessGroup } = await import(${JSON.stringify(source)});
      const signal = new AbortController().signal;
      const options = { argv: ["sh", "-c", "cat; echo end"], environment: {}, limitSeconds: ${farAway}, signal };
      process.stdout.write((await runProcessGroup(options)).stdout);
    `;
    const child = Bun.spawn([process.execPath, "-e", program], {
      stdin: new TextEncoder().encode("typed ahead\n"),
      stdout: "pipe",
    });
    expect(await new Response(child.stdout).text()).toBe("end\n");
  });

  test("has the environment with what is added to it", async () => {
    process.env["VCPU_BENCH_TEST_INHERITED"] = "inherited";
    try {
      const script = 'echo "$VCPU_BENCH_TEST_INHERITED $ADDED"';
      const { stdout } = await shell(script, { environment: { ADDED: "a b" } });
      expect(stdout).toBe("inherited a b\n");
      expect((await shell(script)).stdout).toBe("inherited \n");
    } finally {
      delete process.env["VCPU_BENCH_TEST_INHERITED"];
    }
  });

  test("leads a process group of its own", async () => {
    const { stdout } = await shell(String.raw`echo $$; sed 's/.*) //' /proc/$$/stat | cut -d' ' -f3`);
    const [pid, group] = stdout.split("\n");
    expect(group).toBe(pid);
  });
});

test("a program that cannot be started is an error that names it", async () => {
  const signal = new AbortController().signal;
  const options = { environment: {}, limitSeconds: farAway, signal };
  expect(await settled(runProcessGroup({ ...options, argv: ["/nonexistent/program"] }))).toThrow(
    "/nonexistent/program",
  );
  expect(await settled(runProcessGroup({ ...options, argv: ["/etc/passwd"] }))).toThrow("EACCES");
});

describe("output", () => {
  const kept = 4 * 1024 * 1024;

  test("beyond the bound is counted, not kept, and does not block the program", async () => {
    const script = `head -c ${3 * kept} /dev/zero | tr '\\0' x; head -c ${kept + 1} /dev/zero | tr '\\0' y >&2; exit 5`;
    const { stdout, stderr, exitCode } = await shell(script);
    expect(exitCode).toBe(5);
    expect(stdout).toBe(`${"x".repeat(kept)}\n[${2 * kept} more bytes were not kept]\n`);
    expect(stderr).toBe(`${"y".repeat(kept)}\n[1 more bytes were not kept]\n`);
  });

  test("up to the bound is kept whole", async () => {
    const { stdout } = await shell(`head -c ${kept} /dev/zero | tr '\\0' x`);
    expect(stdout.length).toBe(kept);
    expect(stdout.endsWith("x")).toBe(true);
  });

  test("that is no text is kept as well as may be", async () => {
    expect((await shell(String.raw`printf '\377\000a'`)).stdout).toBe("\uFFFD\0a");
  });
});

describe("the time limit", () => {
  test("ends a program with SIGTERM", async () => {
    const ended = await shell("exec sleep 1000", { limitSeconds: 0.05 });
    expect(ended).toMatchObject({ exitCode: null, signal: "SIGTERM", endedBy: "limit" });
  });

  test("does not touch one that ends before it", async () => {
    expect(await shell("true", { limitSeconds: farAway })).toMatchObject({ exitCode: 0, endedBy: "itself" });
  });
});

describe("abort", () => {
  test("ends a program in the middle", async () => {
    await using folder = await temporaryFolder();
    const begun = join(folder.path, "begun");
    const controller = new AbortController();
    const running = shell(`echo one; : >${begun}; exec sleep 1000`, { signal: controller.signal });
    await appearance(begun);
    controller.abort();
    expect(await running).toMatchObject({ stdout: "one\n", signal: "SIGTERM", endedBy: "abort" });
  });

  test("lets a program say a last word", async () => {
    await using folder = await temporaryFolder();
    const ready = join(folder.path, "ready");
    const controller = new AbortController();
    const script = `trap 'echo ending; exit 9' TERM; : >${ready}; while :; do sleep 0.01; done`;
    const running = shell(script, { signal: controller.signal });
    await appearance(ready);
    controller.abort();
    expect(await running).toMatchObject({ stdout: "ending\n", exitCode: 9, endedBy: "abort" });
  });

  test("ends one that ignores SIGTERM with SIGKILL, its children too", async () => {
    await using folder = await temporaryFolder();
    const ready = join(folder.path, "ready");
    const controller = new AbortController();
    const script = `trap '' TERM; sleep 1000 & echo $!; : >${ready}; while :; do sleep 1000; done`;
    const running = shell(script, { signal: controller.signal });
    await appearance(ready);
    controller.abort();
    const { stdout, ...ended } = await running;
    expect(ended).toMatchObject({ exitCode: null, signal: "SIGKILL", endedBy: "abort" });
    await end(stdout.trim());
  });

  test("after the time limit changes nothing: the limit was the reason", async () => {
    await using folder = await temporaryFolder();
    const termed = join(folder.path, "termed");
    const go = join(folder.path, "go");
    const controller = new AbortController();
    const script = `trap ': >${termed}' TERM; while [ ! -e ${go} ]; do sleep 0.01; done; exit 4`;
    const running = shell(script, { limitSeconds: 1, signal: controller.signal });
    await appearance(termed);
    controller.abort();
    await writeFile(go, "");
    expect(await running).toMatchObject({ exitCode: 4, endedBy: "limit" });
  });

  test("that came before the start ends it all the same", async () => {
    expect(await shell("exec sleep 1000", { signal: AbortSignal.abort() })).toMatchObject({
      endedBy: "abort",
    });
  });

  test("leaves no listener behind", async () => {
    const before = process.listenerCount("exit");
    await shell("true");
    expect(process.listenerCount("exit")).toBe(before);
  });
});

describe("what outlives its parent", () => {
  test("is ended, and does not hold up the end", async () => {
    await using folder = await temporaryFolder();
    const pids = join(folder.path, "pids");
    const script = `(trap '' TERM HUP; sleep 1000 & echo $! >>${pids}; sleep 1001) & echo $! >>${pids}; while [ $(wc -l <${pids}) -lt 2 ]; do :; done; echo left`;
    expect(await shell(script)).toMatchObject({ stdout: "left\n", exitCode: 0, endedBy: "itself" });
    const left = readFileSync(pids, "utf8").trim().split("\n");
    expect(left).toHaveLength(2);
    for (const pid of left) await end(pid);
  });

  test("and left the process group holds its pipes in vain", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "pid");
    const script = `setsid sh -c 'echo $$ >${file}; exec sleep 1000' & while [ ! -s ${file} ]; do :; done; echo left`;
    try {
      expect(await shell(script)).toMatchObject({ stdout: "left\n", exitCode: 0, endedBy: "itself" });
    } finally {
      process.kill(Number(readFileSync(file, "utf8")), "SIGKILL");
    }
  });
});
