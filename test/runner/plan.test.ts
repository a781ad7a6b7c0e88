import { describe, expect, test } from "bun:test";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark, Program, Tool } from "../../src/benchmarks/benchmark.ts";
import { planRun, type Plan } from "../../src/runner/plan.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { benchmark, command, settings, shell, smallMachine, twoNodeMachine } from "./examples.ts";

async function plan(
  benchmarks: readonly Benchmark[],
  kernelsFolder = "/nonexistent",
  machine = smallMachine,
): Promise<Plan> {
  return planRun({ benchmarks, machine, settings, kernelsFolder });
}

function tool(id: string, program: Program): Tool {
  return { ...shell, id, program };
}

const absent = tool("absent", {
  kind: "path",
  name: "vcpu-bench-no-such-program",
  package: "no-such-package",
});
const kernel = tool("kernel", { kind: "kernel", name: "fake_kernel" });

/** Runs something with nothing but `folder` on the PATH. */
async function withPath<T>(folder: string, action: () => Promise<T>): Promise<T> {
  const before = process.env["PATH"];
  process.env["PATH"] = folder;
  try {
    return await action();
  } finally {
    process.env["PATH"] = before;
  }
}

async function writeProgram(path: string, mode = 0o755): Promise<void> {
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, mode);
}

describe("the tool of a benchmark", () => {
  test("is the first that is present", async () => {
    await using folder = await temporaryFolder();
    const tools = [absent, kernel, shell];
    expect((await plan([benchmark({ tools })], folder.path)).planned[0]?.tool.id).toBe("shell");
    await writeProgram(join(folder.path, "fake_kernel"));
    const [planned] = (await plan([benchmark({ tools })], folder.path)).planned;
    expect(planned).toMatchObject({ tool: { id: "kernel" }, path: join(folder.path, "fake_kernel") });
  });

  test("that cannot be executed is not present", async () => {
    await using folder = await temporaryFolder();
    await writeProgram(join(folder.path, "fake_kernel"), 0o644);
    expect((await plan([benchmark({ tools: [kernel] })], folder.path)).planned).toEqual([]);
  });

  test("that is missing is told of with the way to get it", async () => {
    const { planned, missing, skipped } = await plan([benchmark({ tools: [absent, kernel] })]);
    expect({ planned, skipped }).toEqual({ planned: [], skipped: [] });
    expect(missing).toEqual([
      {
        benchmark: "fake",
        because:
          "vcpu-bench-no-such-program is not installed (apt-get install no-such-package), and " +
          "fake_kernel is not built (make -C kernels)",
      },
    ]);
  });
});

describe("a plan", () => {
  test("skips what does not apply, whether its tool is there or not, and keeps the order", async () => {
    const applies = (): { applies: false; because: string } => ({ applies: false, because: "one GPU" });
    const { planned, skipped, missing } = await plan([
      benchmark({ id: "b" }),
      benchmark({ id: "no", applies, tools: [absent] }),
      benchmark({ id: "a" }),
    ]);
    expect(planned.map((each) => each.benchmark.id)).toEqual(["b", "a"]);
    expect(skipped).toEqual([{ benchmark: "no", because: "one GPU" }]);
    expect(missing).toEqual([]);
  });

  test("has the commands of the tool for this machine and these settings, ready to execute", async () => {
    const commands: Tool["commands"] = (machine, { rounds }) => [
      command(`echo ${machine.cpu.threads}`, { expectedSeconds: 1.5 }),
      command(`echo ${rounds}`, { expectedSeconds: 2 }),
    ];
    const { planned } = await plan([benchmark({ tools: [{ ...shell, commands }] })]);
    const path = Bun.which("sh") ?? "";
    expect(planned[0]?.commands.map(({ argv }) => argv)).toEqual([
      [path, "-c", "echo 2"],
      [path, "-c", "echo 3"],
    ]);
    expect(planned[0]?.expectedSeconds).toBe(3.5);
  });

  test("misses numactl where a command is bound, and only there", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "bin"));
    await writeProgram(join(folder.path, "bin", "sh"));
    const bound: Tool = {
      ...shell,
      commands: () => [command("true", { binding: { cpuNode: 0, memoryNode: 1 } })],
    };
    const benchmarks = [benchmark({ id: "bound", tools: [bound] }), benchmark({ id: "free" })];
    const planHere = async (): Promise<Plan> => plan(benchmarks, "/nonexistent", twoNodeMachine);
    await withPath(join(folder.path, "bin"), async () => {
      const { planned, missing } = await planHere();
      expect(missing).toEqual([
        { benchmark: "bound", because: "numactl is not installed (apt-get install numactl)" },
      ]);
      expect(planned.map((each) => each.benchmark.id)).toEqual(["free"]);
      await writeProgram(join(folder.path, "bin", "numactl"));
      expect((await planHere()).planned.map((each) => each.benchmark.id)).toEqual(["bound", "free"]);
    });
  });
});
