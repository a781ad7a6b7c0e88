import { describe, expect, test } from "bun:test";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark, Command, Program, Tool } from "../../src/benchmarks/benchmark.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { planRun, type Plan } from "../../src/runner/plan.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { benchmark, command, settings, shell, smallMachine, twoNodeMachine } from "./examples.ts";

type Options = Parameters<typeof planRun>[0];

async function plan(benchmarks: readonly Benchmark[], changes: Partial<Options> = {}): Promise<Plan> {
  return planRun({
    benchmarks,
    machine: smallMachine,
    settings,
    byName: true,
    kernelsFolder: "/nonexistent",
    scriptsFolder: "/nonexistent",
    ...changes,
  });
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

async function writeProgram(path: string, mode = 0o755, script = ""): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, mode);
}

describe("the tool of a benchmark", () => {
  test("is the first that is present", async () => {
    await using folder = await temporaryFolder();
    const tools = [absent, kernel, shell];
    expect((await plan([benchmark({ tools })], { kernelsFolder: folder.path })).planned[0]?.tool.id).toBe(
      "shell",
    );
    await writeProgram(join(folder.path, "fake_kernel"));
    const [planned] = (await plan([benchmark({ tools })], { kernelsFolder: folder.path })).planned;
    expect(planned).toMatchObject({ tool: { id: "kernel" }, path: join(folder.path, "fake_kernel") });
  });

  test("that cannot be executed is not present", async () => {
    await using folder = await temporaryFolder();
    await writeProgram(join(folder.path, "fake_kernel"), 0o644);
    expect((await plan([benchmark({ tools: [kernel] })], { kernelsFolder: folder.path })).planned).toEqual(
      [],
    );
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

describe("a tool that is chosen", () => {
  const choosing = (id: string): Partial<Options> => ({ settings: { ...settings, tools: { fake: id } } });
  const second = { ...shell, id: "second" };

  test("is used in place of those before it", async () => {
    const tools = [shell, second];
    const { planned } = await plan([benchmark({ tools })], choosing("second"));
    expect(planned[0]?.tool.id).toBe("second");
  });

  test("and is missing is told of by itself: no other takes its place", async () => {
    const tools = [shell, absent, kernel];
    const { planned, missing } = await plan([benchmark({ tools })], choosing("absent"));
    expect(planned).toEqual([]);
    expect(missing).toEqual([
      {
        benchmark: "fake",
        because: "vcpu-bench-no-such-program is not installed (apt-get install no-such-package)",
      },
    ]);
  });

  test("and does not support the machine is told of with those that do", async () => {
    const tools = [{ ...shell, id: "other", supports: () => false }, shell, second];
    const { planned, missing } = await plan([benchmark({ tools })], choosing("other"));
    expect(planned).toEqual([]);
    expect(missing[0]?.because).toBe(
      "other, which --tool asks for, does not support this machine; choose among shell, second",
    );
  });

  test("for another benchmark changes nothing", async () => {
    const { planned } = await plan([benchmark({ id: "a", tools: [shell, second] })], choosing("second"));
    expect(planned[0]?.tool.id).toBe("shell");
  });
});

describe("a tool that does not support the machine", () => {
  test("is passed over", async () => {
    const supports = ({ numa }: MachineFacts): boolean => numa.nodes.length > 1;
    const tools = [{ ...shell, id: "several", supports }, shell];
    expect((await plan([benchmark({ tools })])).planned[0]?.tool.id).toBe("shell");
    const { planned } = await plan([benchmark({ tools })], { machine: twoNodeMachine });
    expect(planned[0]?.tool.id).toBe("several");
  });

  test("is not among what a person should get", async () => {
    const tools = [{ ...absent, supports: () => false }, kernel];
    const { missing } = await plan([benchmark({ tools })]);
    expect(missing[0]?.because).toBe("fake_kernel is not built (make -C kernels)");
  });
});

describe("a script", () => {
  const script = tool("script", { kind: "script", name: "fake.py" });

  async function planWith(folder: string, python: string | null): Promise<Plan> {
    const bin = join(folder, "bin");
    await mkdir(bin, { recursive: true });
    if (python !== null) await writeProgram(join(bin, "python3"), 0o755, python);
    return withPath(bin, async () =>
      plan([benchmark({ tools: [script] }), benchmark({ id: "b", tools: [script] })], {
        scriptsFolder: folder,
      }),
    );
  }

  test("is executed by the python3 that has torch, which is looked for once", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "fake.py"), "");
    const asked = join(folder.path, "asked");
    const { planned } = await planWith(folder.path, `echo "$1" >>${asked}`);
    const python = join(folder.path, "bin", "python3");
    expect(planned.map(({ commands }) => commands.map(({ argv }) => argv))).toEqual(
      [0, 1].map(() => [[python, "-u", join(folder.path, "fake.py"), "-c", "echo 1"]]),
    );
    expect(await readFile(asked, "utf8")).toBe("-c\n");
  });

  test("is missing, and the one python3 without torch is asked once for all of them", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "fake.py"), "");
    const asked = join(folder.path, "asked");
    const { missing } = await planWith(folder.path, `echo "$1" >>${asked}; exit 1`);
    expect(missing).toHaveLength(2);
    expect(await readFile(asked, "utf8")).toBe("-c\n");
  });

  test.each([
    ["no python3 is there", null, true],
    ["python3 has no torch", "exit 1", true],
    ["the script is not there", "exit 0", false],
  ])("is missing where %s", async (_, python, isThere) => {
    await using folder = await temporaryFolder();
    if (isThere) await writeFile(join(folder.path, "fake.py"), "");
    const { planned, missing } = await planWith(folder.path, python);
    expect(planned).toEqual([]);
    expect(missing[0]?.because).toBe("fake.py finds no python3 with torch (pip install torch)");
  });
});

describe("a benchmark that lacks a tool", () => {
  const loading = { ...absent, commands: () => [command("true", { gpus: [0] })] };
  const because = "vcpu-bench-no-such-program is not installed (apt-get install no-such-package)";
  const lacking = [{ benchmark: "fake", because }];

  test("of the CPU cannot be done without", async () => {
    for (const byName of [false, true]) {
      const { missing, skipped, withoutTool } = await plan([benchmark({ tools: [absent] })], { byName });
      expect({ missing, skipped, withoutTool }).toEqual({ missing: lacking, skipped: [], withoutTool: [] });
    }
  });

  test("of GPUs is skipped and told of, and the rest is measured", async () => {
    const { planned, missing, skipped, withoutTool } = await plan(
      [benchmark({ tools: [loading] }), benchmark({ id: "cpu" })],
      { byName: false },
    );
    expect(planned.map((each) => each.benchmark.id)).toEqual(["cpu"]);
    expect({ missing, skipped, withoutTool }).toEqual({
      missing: [],
      skipped: lacking,
      withoutTool: lacking,
    });
  });

  test("of GPUs is not skipped in silence when it was named, or its tool", async () => {
    const one = [benchmark({ tools: [loading] })];
    expect((await plan(one, { byName: true })).missing).toEqual(lacking);
    const chosen = { ...settings, tools: { fake: "absent" } };
    expect((await plan(one, { byName: false, settings: chosen })).missing).toEqual(lacking);
  });

  test("for this machine at all is skipped, with the reason", async () => {
    const tools = [{ ...shell, supports: () => false }];
    const { skipped, missing } = await plan([benchmark({ tools })], { byName: false });
    expect(missing).toEqual([]);
    expect(skipped).toEqual([{ benchmark: "fake", because: "none of its tools supports this machine" }]);
  });

  test("is told of with what it takes to build it", async () => {
    const program: Program = { kind: "kernel", name: "matmul", needs: "CUDA's nvcc and cuBLAS" };
    const { missing } = await plan([benchmark({ tools: [tool("matmul", program)] })]);
    expect(missing[0]?.because).toBe(
      "matmul is not built (make -C kernels, which takes CUDA's nvcc and cuBLAS)",
    );
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

  test("has the environment that a command will really have", async () => {
    const environment = { NCCL_P2P_DISABLE: "1" };
    const commands = (): Command[] => [command("true", { gpus: [0], environment })];
    const machine = { ...smallMachine, environment };
    const { planned } = await plan([benchmark({ tools: [{ ...shell, commands }] })], { machine });
    expect(planned[0]?.commands[0]?.environment).toEqual({ CUDA_DEVICE_ORDER: "PCI_BUS_ID" });
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
    const planHere = async (): Promise<Plan> => plan(benchmarks, { machine: twoNodeMachine });
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
