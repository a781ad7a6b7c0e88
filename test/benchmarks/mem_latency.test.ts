import { describe, expect, test } from "bun:test";
import { OutputError, type Binding, type Command, type Output } from "../../src/benchmarks/benchmark.ts";
import { memLatency } from "../../src/benchmarks/mem_latency.ts";
import type { Coordinates, Sample } from "../../src/benchmarks/metric.ts";
import type { Settings } from "../../src/benchmarks/settings.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import {
  eightNodes,
  machines,
  oneNode,
  oneNodeWithCpus,
  smoke,
  standard,
  thorough,
  twoNodes,
  twoSmallNodes,
  withMemory,
} from "./machines.ts";

const mebibyte = 1024 ** 2;

function commandsOf(machine: MachineFacts, settings: Settings = standard): readonly Command[] {
  return memLatency.tools[0]?.commands(machine, settings) ?? [];
}

/** The value behind an option of a command. */
function option(command: Command | undefined, name: string): string | undefined {
  return command?.arguments[command.arguments.indexOf(name) + 1];
}

function withHugePages(machine: MachineFacts, hugePages: Partial<MachineFacts["hugePages"]>): MachineFacts {
  return { ...machine, hugePages: { transparent: "never", pools: [], ...hugePages } };
}

function pool(pageBytes: number, free: number, reserved = free): MachineFacts["hugePages"]["pools"][number] {
  return { pageBytes, reserved, free, reservedByNode: [] };
}

function pagesOf(machine: MachineFacts): (string | undefined)[] {
  return commandsOf(machine).map((command) => option(command, "--pages"));
}

describe("the curves", () => {
  test("go from 4 KiB to 512 MiB, with normal pages first", () => {
    const [base, thp, ...more] = commandsOf(oneNode);
    expect(more).toEqual([]);
    expect(base).toMatchObject({
      arguments: ["--min", "4096", "--max", `${512 * mebibyte}`, "--pages", "base", "--seconds", "0.1"],
      binding: null,
      at: { pages: "base" },
      rawFile: "mem_latency.txt",
    });
    expect(thp?.at).toEqual({ pages: "thp" });
    expect(base).not.toHaveProperty("notice");
  });

  test("are of the page kinds that the machine can give", () => {
    expect(pagesOf(withHugePages(oneNode, { transparent: "never" }))).toEqual(["base"]);
    expect(pagesOf(withHugePages(oneNode, { transparent: null }))).toEqual(["base"]);
    expect(pagesOf(withHugePages(oneNode, { transparent: "always" }))).toEqual(["base", "thp"]);
    expect(pagesOf(withHugePages(oneNode, { transparent: "madvise" }))).toEqual(["base", "thp"]);
  });

  test("are of reserved pages where enough of them are free", () => {
    const pools = (...some: MachineFacts["hugePages"]["pools"]): MachineFacts =>
      withHugePages(oneNode, { pools: some });
    expect(pagesOf(pools(pool(2 * mebibyte, 256), pool(1024 * mebibyte, 1)))).toEqual(["base", "2M", "1G"]);
    expect(pagesOf(pools(pool(2 * mebibyte, 255, 256)))).toEqual(["base"]);
    expect(pagesOf(pools(pool(1024 * mebibyte, 0, 8)))).toEqual(["base"]);
    expect(pagesOf(pools(pool(64 * 1024, 1_000_000)))).toEqual(["base"]);
  });

  test("may find that a page kind is not to be had after all", () => {
    for (const command of commandsOf(twoNodes)) expect(command.unavailableExit).toBe(3);
  });

  test("are short in a smoke run, and long enough in any other", () => {
    const [command] = commandsOf(oneNode, smoke);
    expect([option(command, "--max"), option(command, "--seconds")]).toEqual([`${16 * mebibyte}`, "0.02"]);
    const seconds = (settings: Settings): number =>
      Number(option(commandsOf(oneNode, settings)[0], "--seconds"));
    expect(seconds({ ...standard, rounds: 1 })).toBe(1);
    expect(seconds({ ...standard, rounds: 4 })).toBe(0.25);
    expect(seconds({ ...standard, rounds: 1000 })).toBe(0.05);
    expect(seconds(thorough)).toBe(0.1);
  });
});

describe("where there are several nodes", () => {
  test.each([
    ["two", twoNodes, 4],
    ["eight", eightNodes, 64],
  ])("the curves are local, and each pair of %s is measured at the largest size", (_, machine, pairs) => {
    const commands = commandsOf(machine);
    const curves = commands.slice(0, 2);
    const matrix = commands.slice(2);
    expect(curves.map(({ at, binding }) => ({ at, binding }))).toEqual([
      { at: { pages: "base" }, binding: { cpuNode: 0, memoryNode: 0 } },
      { at: { pages: "thp" }, binding: { cpuNode: 0, memoryNode: 0 } },
    ]);
    expect(matrix).toHaveLength(pairs);
    for (const command of matrix) {
      expect(option(command, "--min")).toBe(`${512 * mebibyte}`);
      expect(option(command, "--max")).toBe(`${512 * mebibyte}`);
      expect(command.at).toEqual({ pages: "base", ...command.binding });
    }
  });

  test("the curves are on a node that has both CPUs and memory, or unbound where none has", () => {
    const allowed = (cpus: string, memory: string): MachineFacts => ({
      ...twoNodes,
      cpu: { ...twoNodes.cpu, allowed: cpus },
      numa: { ...twoNodes.numa, allowed: memory },
    });
    expect(commandsOf(allowed("4-7", "0-1"))[0]?.binding).toEqual({ cpuNode: 1, memoryNode: 1 });
    expect(commandsOf(allowed("4-7", "0"))[0]?.binding).toBeNull();
  });
});

describe("where memory is short", () => {
  test("the curve ends at the largest power of two that fits, and says so", () => {
    const [command] = commandsOf(withMemory(oneNode, 400 * mebibyte));
    expect(option(command, "--max")).toBe(`${256 * mebibyte}`);
    expect(command?.notice).toBe(
      `memory latency measured up to ${256 * mebibyte} bytes instead of ${512 * mebibyte} for want of free memory`,
    );
    const [limited] = commandsOf(withMemory(oneNode, 100e9, 100 * mebibyte));
    expect(option(limited, "--max")).toBe(`${64 * mebibyte}`);
  });

  test("none is bound to a node that it does not fit on", () => {
    for (const machine of Object.values(machines))
      for (const command of commandsOf(machine)) {
        const node = machine.numa.nodes.find(({ id }) => id === command.binding?.memoryNode);
        expect(Number(option(command, "--max"))).toBeLessThan(node?.availableBytes ?? Infinity);
      }
  });

  test("a small node shortens the matrix, of one size for all pairs, and not the curve", () => {
    const commands = commandsOf(oneNodeWithCpus);
    expect(commands.map((command) => option(command, "--max"))).toEqual(
      [256, 64, 64].map((size) => `${size * mebibyte}`),
    );
  });

  test("next to none still makes a command that the kernel takes", () => {
    const [command] = commandsOf(withMemory(oneNode, 0));
    expect(option(command, "--max")).toBe("4096");
  });
});

test.each(Object.entries(machines))("on %s each command may take far longer than it should", (_, machine) => {
  for (const settings of [smoke, standard, thorough])
    for (const { expectedSeconds, limitSeconds } of commandsOf(machine, settings)) {
      expect(expectedSeconds).toBeGreaterThan(0);
      expect(limitSeconds).toBeGreaterThan(10 * expectedSeconds);
    }
});

/** The latency that a captured output has behind a size. */
function printed(stdout: string, size: number): number {
  const line = stdout.split("\n").find((text) => text.startsWith(`${size}\t`)) ?? "";
  return Number(line.split("\t")[1]);
}

/** An output of a command for the pages asked for, on a machine whose node 0 has CPUs 0-1. */
function output(stdout: string, pages: string, binding: Binding | null, at: Coordinates): Output {
  const [command] = commandsOf(twoSmallNodes);
  if (command === undefined) throw new Error("no command");
  return {
    command: { ...command, at: { pages, ...at }, binding },
    stdout,
    machine: twoSmallNodes,
    before: [],
  };
}

function parse(
  stdout: string,
  pages: string,
  binding: Binding | null = null,
  at: Coordinates = {},
): readonly Sample[] {
  return memLatency.tools[0]?.parse(output(stdout, pages, binding, at)).samples ?? [];
}

function remarks(stdout: string, pages: string): readonly string[] {
  return memLatency.tools[0]?.parse(output(stdout, pages, null, {})).remarks ?? [];
}

const base = capturedOutput("latency-own-base.txt");
const thp = capturedOutput("latency-own-thp.txt");
/** The output of one size alone. */
const onePoint = base.split("\n").toSpliced(2, 10).join("\n");

describe("what is read", () => {
  test("a curve: a latency a size, labelled with its pages", () => {
    const samples = parse(base, "base");
    expect(samples).toHaveLength(11);
    expect(samples[0]).toEqual({
      metric: "mem-latency.load",
      at: { pages: "base", size: 4096 },
      value: printed(base, 4096),
    });
    expect(parse(thp, "thp").at(-1)).toEqual({
      metric: "mem-latency.load",
      at: { pages: "thp", size: 8_388_608 },
      value: printed(thp, 8_388_608),
    });
  });

  test("a local curve is a curve, and what it was bound to is no coordinate", () => {
    expect(parse(base, "base", { cpuNode: 0, memoryNode: 0 })).toEqual(parse(base, "base"));
  });

  test("a cell of the matrix, where the nodes are coordinates", () => {
    const nodes = { cpuNode: 0, memoryNode: 0 };
    expect(parse(onePoint, "base", nodes, nodes)).toEqual([
      {
        metric: "mem-latency.numa",
        at: { pages: "base", size: 4096, cpuNode: 0, memoryNode: 0 },
        value: printed(base, 4096),
      },
    ]);
  });

  test("reserved pages of 2 MiB are as good as transparent ones of that size; 1 GiB is another", () => {
    expect(parse(thp, "2M")).toHaveLength(4);
    expect(() => parse(thp, "1G")).toThrow(OutputError);
    const gigantic = thp.replaceAll("2097152=", "1073741824=");
    expect(parse(gigantic, "1G")).toHaveLength(4);
    expect(() => parse(gigantic, "2M")).toThrow(OutputError);
  });
});

describe("what contradicts what was asked is refused", () => {
  test("normal pages where huge ones were asked for, and the other way round", () => {
    expect(() => parse(base, "thp")).toThrow("none of the 11 sizes lay on thp pages alone, as was asked");
    expect(() => parse(thp, "base")).toThrow("none of the 4 sizes lay on base pages alone, as was asked");
  });

  test("a size with a single page of the wrong kind is left out, and said to be", () => {
    const mixed = thp.replace("4096=0 2097152=8388608", "4096=4096 2097152=8384512");
    expect(parse(mixed, "thp").map(({ at }) => at["size"])).toEqual([1_048_576, 2_097_152, 4_194_304]);
    expect(remarks(mixed, "thp")).toEqual([
      "memory latency on thp pages is left out at 8388608 bytes, which did not lie on such pages alone",
    ]);
    expect(remarks(thp, "thp")).toEqual([]);
  });

  test("transparent huge pages may be of any size but the base page's, as on an Arm with 64 KiB pages", () => {
    const arm = thp.replaceAll("2097152=", "536870912=").replaceAll("4096=", "65536=");
    expect(parse(arm, "thp")).toHaveLength(4);
  });

  test("pages whose size is not known", () => {
    const unknown = base.replace("page-sizes: 4096=8192 2097152=0 bytes", "page-sizes: unknown (no smaps)");
    expect(() => parse(unknown, "base")).toThrow("the page size behind 8192 bytes could not be verified");
  });

  test("threads or memory of one size on another node", () => {
    expect(() => parse(base, "base", { cpuNode: 1, memoryNode: 0 })).toThrow(
      "threads were asked onto node 1",
    );
    expect(() => parse(base, "base", { cpuNode: 0, memoryNode: 1 })).toThrow("memory was asked onto node 1");
    const strayed = base.replace("N0=1024 pages", "N0=1023 N1=1 pages");
    expect(() => parse(strayed, "base", { cpuNode: 0, memoryNode: 0 })).toThrow("1 pages lay on node 1");
    expect(parse(strayed, "base")).toHaveLength(11);
  });

  test("output that is cut short", () => {
    expect(() => parse(base.slice(0, base.indexOf("# cpus")), "base")).toThrow(OutputError);
    expect(() => parse("", "base")).toThrow(OutputError);
  });
});
