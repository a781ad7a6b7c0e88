import { describe, expect, test } from "bun:test";
import { availableParallelism } from "node:os";
import { parseCpuList } from "../../src/machine/cpu_list.ts";
import { machineFacts } from "../../src/machine/facts.ts";
import { limitProbes, readLimits } from "../../src/machine/limits.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import type { RunTool } from "../../src/machine/run_tool.ts";
import { systemFiles, type SystemFiles } from "../../src/machine/system_files.ts";
import { epycGuest, twoH200Guest, twoNodeGuest, xeonGpuGuest } from "./captured.ts";
import { armServer, nps4Server, twoSocketServer } from "./constructed_server.ts";
import { treeFiles, without, type FileTree } from "./file_tree.ts";
import { twoMi300x } from "./gpus/constructed_amd.ts";
import { amdSmi, answering, ended, twoH200Tools, type Answers } from "./gpus/tools.ts";

const trees: Readonly<Record<string, FileTree>> = {
  epycGuest,
  twoNodeGuest,
  xeonGpuGuest,
  armServer,
  nps4Server,
  twoSocketServer,
};

/** Reads everything, and what is read can be written and read again as metadata.json does it. */
function expectValid(files: SystemFiles, run: RunTool = () => ({ kind: "missing" })): void {
  const machine = readMachine(files, run, {});
  expect(machineFacts.parse(JSON.parse(JSON.stringify(machine)))).toEqual(machine);
  const lists = [
    machine.cpu.online,
    machine.cpu.allowed,
    machine.numa.allowed,
    ...machine.numa.nodes.map(({ cpus }) => cpus),
  ];
  for (const list of [...lists, ...machine.caches.flatMap(({ sharedBy }) => sharedBy)])
    expect(() => parseCpuList(list)).not.toThrow();
  readLimits(files, { runTool: () => ({ kind: "missing" }), fileSystemBytes: () => null });
}

describe.each(Object.entries(trees))("%s", (_, tree) => {
  test("satisfies the schema", () => {
    expectValid(treeFiles(tree));
  });
});

/** A small generator with a fixed start (mulberry32), so that a failure comes again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomNumbers(20261122);

function randomText(): string {
  const letters = "0123456789-, :\n\t\0KkMmax/[]=.\u00e9\ufffd";
  return Array.from(
    { length: Math.floor(random() * 60) },
    () => letters[Math.floor(random() * letters.length)],
  ).join("");
}

function cutSomewhere(text: string): string {
  return text.slice(0, Math.floor(random() * text.length));
}

const junk: readonly string[] = [
  "",
  "\n",
  "-1\n",
  "0\n",
  "0-99999999999\n",
  "5-2\n",
  "18446744073709551615\n",
  "9".repeat(400),
  "9007199254740991K\n",
  "NaN Infinity -Infinity 1e308\n",
  "max max\n",
  "0 0\n",
  "MemTotal: 9007199254740991 kB\nHugepagesize: 9007199254740991\nHugePages_Total: 99999999999999999999\n",
  "processor: 99999999999999999999\n\nprocessor:\n",
  "__proto__: constructor\n0::/../..\n::::\n - - - -\n",
  "__proto__\n",
  "constructor\n",
  "Seccomp:\t__proto__\nCapEff:\t\n",
  "\0\0\0container=\0",
];

describe("a damaged file is no reason to fail", () => {
  const small = { epycGuest, twoNodeGuest, armServer };
  for (const [name, tree] of Object.entries(small)) {
    test(`${name}, each file in turn`, () => {
      const files = treeFiles(tree);
      for (const path of pathsRead(tree)) {
        for (const damaged of [...junk, randomText(), cutSomewhere(tree[path] ?? "")])
          expectValid({ ...files, read: (asked) => (asked === path ? damaged : files.read(asked)) });
        expectValid(treeFiles(without(tree, path)));
      }
    }, 60_000);

    test(`${name}, all files at once`, () => {
      for (const damaged of junk) expectValid(treeFiles(mapTree(tree, () => damaged)));
      for (let turn = 0; turn < 50; turn++) expectValid(treeFiles(mapTree(tree, randomText)));
    });
  }

  test("folders with names that no kernel gives", () => {
    const names = [
      "node99999999999999999999",
      "node-1",
      "node",
      "index1e9",
      "hugepages-99999999999999999999kB",
    ];
    const files = treeFiles(twoNodeGuest);
    expectValid({ ...files, list: (path) => [...files.list(path), ...names] });
  });

  test("nothing at all", () => {
    expectValid(treeFiles({}));
  });
});

const gpuMachines: Readonly<Record<string, readonly [tree: FileTree, tools: Answers]>> = {
  twoH200Guest: [twoH200Guest, twoH200Tools],
  twoMi300x: [twoMi300x, amdSmi],
};

describe.each(Object.entries(gpuMachines))("GPUs of %s", (_, [tree, tools]) => {
  test("are read and can be kept", () => {
    expectValid(treeFiles(tree), answering(tools));
    expect(readMachine(treeFiles(tree), answering(tools), {}).gpus.devices).toHaveLength(2);
  });

  test("a damaged file is no reason to fail", () => {
    for (const path of Object.keys(tree))
      for (const damaged of [...junk, randomText(), cutSomewhere(tree[path] ?? "")])
        expectValid(treeFiles({ ...tree, [path]: damaged }), answering(tools));
  });

  test("nor is a tool that prints nonsense, however it ends", () => {
    for (const [line, answer] of Object.entries(tools)) {
      const whole = typeof answer === "string" ? answer : "";
      const cut = Array.from({ length: 50 }, () => cutSomewhere(whole));
      for (const damaged of [...junk, randomText(), "null", "[null, 1]", '{"gpu_data": 1}', ...cut])
        for (const exitCode of [0, 1, null])
          expectValid(treeFiles(tree), answering({ ...tools, [line]: ended(damaged, exitCode) }));
    }
  });
});

/** The files of the tree that are looked at. */
function pathsRead(tree: FileTree): Set<string> {
  const files = treeFiles(tree);
  const paths = new Set<string>();
  const read = (path: string): string | null => {
    if (path in tree) paths.add(path);
    return files.read(path);
  };
  expectValid({ ...files, read });
  return paths;
}

function mapTree(tree: FileTree, change: () => string): FileTree {
  return Object.fromEntries(Object.keys(tree).map((path) => [path, change()]));
}

describe("this machine", () => {
  test("satisfies the schema and lets this process run on as many CPUs as the system says", () => {
    const machine = machineFacts.parse(readMachine(systemFiles()));
    const allowed = parseCpuList(machine.cpu.allowed).length;
    // Runtimes may count a quota as fewer CPUs, which the affinity mask knows nothing of.
    if (machine.container.cpuQuota === null) expect(allowed).toBe(availableParallelism());
    else expect(allowed).toBeGreaterThanOrEqual(availableParallelism());
  });

  test("has limits", () => {
    expect(["works", "refused", "unknown"]).toContain(
      readLimits(systemFiles(), limitProbes).memoryBinding.status,
    );
  });
});
