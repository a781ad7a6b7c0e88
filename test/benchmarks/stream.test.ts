import { describe, expect, test } from "bun:test";
import { OutputError, type Binding, type Command } from "../../src/benchmarks/benchmark.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import type { Settings } from "../../src/benchmarks/settings.ts";
import { stream } from "../../src/benchmarks/stream.ts";
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

function commandsOf(machine: MachineFacts, settings: Settings = standard): readonly Command[] {
  return stream.tools[0]?.commands(machine, settings) ?? [];
}

/** Elements that a command asks for. */
function elementsOf(command: Command | undefined): number {
  return Number(command?.arguments[1]);
}

const own = capturedOutput("stream-own.txt");

/** The numbers behind a kernel's name in the captured table: rate, then average, shortest and longest time. */
function printed(kernel: string): number[] {
  const line = own.split("\n").find((text) => text.startsWith(`${kernel}:`)) ?? "";
  return line.split(/\s+/).slice(1).map(Number);
}

function parse(binding: Binding | null, stdout = own): readonly Sample[] {
  const [command] = commandsOf(twoSmallNodes);
  if (command === undefined) throw new Error("no command");
  const output = { command: { ...command, binding }, stdout, machine: twoSmallNodes, before: [] };
  return stream.tools[0]?.parse(output).samples ?? [];
}

describe("the commands", () => {
  test("on one node are one, unbound, of 80,000,000 elements", () => {
    const [command, ...more] = commandsOf(oneNode);
    expect(more).toEqual([]);
    expect(command).toMatchObject({
      arguments: ["-n", "80000000", "-r", "10"],
      binding: null,
      rawFile: "stream.txt",
      environment: {},
    });
    expect(command).not.toHaveProperty("notice");
  });

  test.each([
    ["two nodes", twoNodes, 4],
    ["eight nodes", eightNodes, 64],
    ["a node with CPUs, one without and one with nothing", oneNodeWithCpus, 2],
  ])(
    "on %s are the unbound one and one a pair, of one size and in a file of their own",
    (_, machine, pairs) => {
      const [unbound, ...bound] = commandsOf(machine);
      expect(unbound?.binding).toBeNull();
      expect(bound).toHaveLength(pairs);
      expect(new Set(bound.map(({ binding }) => `${binding?.cpuNode} ${binding?.memoryNode}`)).size).toBe(
        pairs,
      );
      expect(new Set(bound.map(elementsOf)).size).toBe(1);
      expect(new Set(bound.map(({ rawFile }) => rawFile))).toEqual(new Set(["stream_numa.txt"]));
    },
  );

  test("are small in a smoke run", () => {
    expect(elementsOf(commandsOf(oneNode, smoke)[0])).toBe(4_000_000);
    expect(commandsOf(oneNode, smoke)[0]).not.toHaveProperty("notice");
  });

  test("are the standard run's in a thorough one", () => {
    expect(commandsOf(oneNode, thorough)).toEqual(commandsOf(oneNode, standard));
  });
});

describe("where memory is short", () => {
  test("arrays are scaled down to whole millions that fit in it, and marked", () => {
    const [command] = commandsOf(withMemory(oneNode, 1e9));
    expect(elementsOf(command)).toBe(29_000_000);
    expect(command?.notice).toBe(
      "STREAM arrays scaled down from 80,000,000 to 29,000,000 elements for want of free memory: comparable with runs " +
        "of that size only",
    );
  });

  test("a container's limit counts", () => {
    expect(elementsOf(commandsOf(withMemory(oneNode, 100e9, 1e9))[0])).toBe(29_000_000);
  });

  test("1,920,000,000 bytes for the arrays are just enough", () => {
    expect(elementsOf(commandsOf(withMemory(oneNode, 2.743e9))[0])).toBe(80_000_000);
    expect(elementsOf(commandsOf(withMemory(oneNode, 2.742e9))[0])).toBe(79_000_000);
  });

  test("pairs fit on the smallest of their nodes, and say so", () => {
    const [unbound, ...bound] = commandsOf(twoSmallNodes);
    const [smallest = 0] = twoSmallNodes.numa.nodes
      .map(({ availableBytes }) => availableBytes)
      .toSorted((a, b) => a - b);
    expect(elementsOf(unbound)).toBe(39_000_000);
    for (const command of bound) {
      expect(elementsOf(command)).toBe(Math.floor((0.7 * smallest) / 24e6) * 1e6);
      expect(command.notice).toContain(`on node ${command.binding?.memoryNode}: comparable`);
    }
  });

  test("a node that is not bound to does not count", () => {
    const nodes = twoNodes.numa.nodes.map((node) =>
      node.id === 1 ? { ...node, availableBytes: 100e6 } : node,
    );
    const numa = { nodes, allowed: "0" };
    const bound = commandsOf({ ...twoNodes, numa }).slice(1);
    expect(bound.map(elementsOf)).toEqual([80_000_000, 80_000_000]);
  });

  test("next to none still makes a command that the kernel takes", () => {
    for (const availableBytes of [0, 1e6])
      expect(elementsOf(commandsOf(withMemory(oneNode, availableBytes))[0])).toBe(1_000_000);
  });
});

test.each(Object.entries(machines))("on %s each command may take far longer than it should", (_, machine) => {
  for (const settings of [smoke, standard, thorough])
    for (const { expectedSeconds, limitSeconds } of commandsOf(machine, settings)) {
      expect(expectedSeconds).toBeGreaterThan(0);
      expect(limitSeconds).toBeGreaterThan(10 * expectedSeconds);
      expect(Number.isFinite(limitSeconds)).toBe(true);
    }
});

describe("what is read", () => {
  test("unbound: rate and times of each kernel, and the share of huge pages", () => {
    const samples = parse(null);
    expect(samples).toHaveLength(4 * 4 + 1);
    expect(samples).toContainEqual({
      metric: "stream.rate",
      at: { kernel: "triad", elements: 2_000_000 },
      value: printed("Triad")[0] ?? NaN,
    });
    expect(samples).toContainEqual({
      metric: "stream.time-max",
      at: { kernel: "add", elements: 2_000_000 },
      value: printed("Add")[3] ?? NaN,
    });
    expect(samples.at(-1)).toEqual({
      metric: "stream.huge-page-share",
      at: { elements: 2_000_000 },
      value: 0,
    });
  });

  test("the share of huge pages is of bytes, on pages of every size above the smallest", () => {
    const mixed = capturedOutput("stream-own.txt").replace(
      /^# page-sizes: .*$/m,
      "# page-sizes: 4096=12000000 2097152=30000000 1073741824=6000000 bytes",
    );
    expect(parse(null, mixed).at(-1)).toMatchObject({ metric: "stream.huge-page-share", value: 75 });
    const unknown = mixed.replace(/^# page-sizes: .*$/m, "# page-sizes: unknown (no /proc/self/smaps)");
    expect(parse(null, unknown).map(({ metric }) => metric)).not.toContain("stream.huge-page-share");
  });

  test("bound: the rate of each kernel at the pair of nodes", () => {
    expect(parse({ cpuNode: 0, memoryNode: 0 })).toEqual(
      ["Copy", "Scale", "Add", "Triad"].map((kernel) => ({
        metric: "stream-numa.rate",
        at: { cpuNode: 0, memoryNode: 0, kernel: kernel.toLowerCase(), elements: 2_000_000 },
        value: printed(kernel)[0] ?? NaN,
      })),
    );
  });

  test("bound, with threads or memory elsewhere than asked, is refused", () => {
    expect(() => parse({ cpuNode: 1, memoryNode: 0 })).toThrow(OutputError);
    expect(() => parse({ cpuNode: 1, memoryNode: 0 })).toThrow("threads were asked onto node 1 (CPUs 2-3)");
    expect(() => parse({ cpuNode: 0, memoryNode: 1 })).toThrow(
      /memory was asked onto node 1 but \d+ pages lay on node 0/,
    );
  });

  test("bound, by a program that does not say where it ran, is refused", () => {
    const official = capturedOutput("stream-official.txt");
    expect(() => parse({ cpuNode: 0, memoryNode: 0 }, official)).toThrow("could not be verified");
  });
});

describe("what follows from the matrix", () => {
  const cell = (cpuNode: number, memoryNode: number, value: number, kernel = "triad"): Sample => ({
    metric: "stream-numa.rate",
    at: { cpuNode, memoryNode, kernel, elements: 8 },
    value,
  });
  const derive = (...samples: Sample[]): Record<string, number> =>
    Object.fromEntries(
      (stream.derive?.(samples, twoNodes) ?? []).map(({ metric, at, value }) => {
        expect(at["elements"]).toBe(8);
        return [`${metric} ${at["kernel"]}`, value];
      }),
    );

  test("local is the mean of the nodes, remote the slowest pair, the penalty the largest loss of a CPU node", () => {
    // Node 0 loses 1 − 50/100 = 50 %, node 1 loses 1 − 60/80 = 25 %.
    expect(derive(cell(0, 0, 100), cell(0, 1, 50), cell(1, 0, 60), cell(1, 1, 80))).toEqual({
      "stream-numa.local triad": 90,
      "stream-numa.remote triad": 50,
      "stream-numa.penalty triad": 50,
    });
  });

  test("the largest loss need not be at the slowest pair", () => {
    // Node 0 loses 1 − 40/50 = 20 %, node 1 loses 1 − 45/90 = 50 %.
    const derived = derive(cell(0, 0, 50), cell(0, 1, 40), cell(1, 0, 45), cell(1, 1, 90));
    expect(derived).toMatchObject({ "stream-numa.remote triad": 40, "stream-numa.penalty triad": 50 });
  });

  test("is of each kernel by itself", () => {
    const derived = derive(cell(0, 0, 10), cell(0, 1, 9), cell(0, 0, 100, "copy"), cell(0, 1, 20, "copy"));
    expect(derived).toMatchObject({ "stream-numa.local triad": 10, "stream-numa.local copy": 100 });
    expect(derived["stream-numa.penalty triad"]).toBeCloseTo(10);
    expect(derived["stream-numa.penalty copy"]).toBeCloseTo(80);
  });

  test("a remote node that is faster is a penalty below zero", () => {
    expect(derive(cell(0, 0, 100), cell(0, 1, 110))["stream-numa.penalty triad"]).toBeCloseTo(-10);
  });

  test("lacks what a missing pair would have given, and nothing else", () => {
    expect(derive(cell(0, 0, 100))).toEqual({ "stream-numa.local triad": 100 });
    expect(derive(cell(0, 1, 50), cell(1, 0, 40))).toEqual({ "stream-numa.remote triad": 40 });
    expect(derive(cell(0, 0, 100), cell(1, 0, 40))).toEqual({
      "stream-numa.local triad": 100,
      "stream-numa.remote triad": 40,
    });
  });

  test("is nothing on one node", () => {
    expect(stream.derive?.(parse(null), oneNode)).toEqual([]);
  });
});
