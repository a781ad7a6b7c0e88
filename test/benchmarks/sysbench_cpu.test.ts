import { describe, expect, test } from "bun:test";
import { OutputError, type Benchmark, type Command } from "../../src/benchmarks/benchmark.ts";
import { cpuAll } from "../../src/benchmarks/cpu_all.ts";
import { cpuSingle } from "../../src/benchmarks/cpu_single.ts";
import type { Settings } from "../../src/benchmarks/settings.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { oneNode, sixteenCpus, smoke, standard, thorough } from "./machines.ts";

/** The one command of a sysbench benchmark. */
function commandOf({ tools }: Benchmark, machine: MachineFacts, settings: Settings): Command {
  const [command, ...more] = tools[0]?.commands(machine, settings) ?? [];
  if (command === undefined || more.length > 0) throw new Error("not one command");
  return command;
}

function valuesOf({ tools }: Benchmark, stdout: string): Record<string, number> {
  const command = commandOf(cpuSingle, oneNode, standard);
  const { samples = [] } = tools[0]?.parse({ command, stdout, machine: oneNode, before: [] }) ?? {};
  return Object.fromEntries(samples.map(({ metric, value }) => [metric, value]));
}

describe("cpu-single", () => {
  test("runs sysbench with one thread, every setting stated", () => {
    expect(commandOf(cpuSingle, sixteenCpus, standard)).toMatchObject({
      arguments: [
        "cpu",
        "--cpu-max-prime=10000",
        "--threads=1",
        "--time=3",
        "--events=0",
        "--percentile=95",
        "run",
      ],
      binding: null,
      rawFile: "cpu_single.txt",
      expectedSeconds: 3,
    });
  });

  test("gives the rate and the latencies that were printed", () => {
    expect(valuesOf(cpuSingle, capturedOutput("sysbench-1-thread.txt"))).toMatchObject({
      "cpu-single.rate": 4446.13,
      "cpu-single.latency-max": 2.5,
    });
  });
});

describe("cpu-all", () => {
  test("runs a thread on each CPU that this process may use", () => {
    const threads = (machine: MachineFacts): string | undefined =>
      commandOf(cpuAll, machine, standard).arguments.find((word) => word.startsWith("--threads="));
    expect(threads(oneNode)).toBe("--threads=2");
    expect(threads(sixteenCpus)).toBe("--threads=16");
    const narrowed = { ...sixteenCpus, cpu: { ...sixteenCpus.cpu, allowed: "1,4-6" } };
    expect(threads(narrowed)).toBe("--threads=4");
  });

  test("gives the rate a thread and how evenly the threads got on", () => {
    expect(valuesOf(cpuAll, capturedOutput("sysbench-2-threads.txt"))).toMatchObject({
      "cpu-all.rate": 8769.66,
      "cpu-all.rate-per-thread": 4384.83,
      "cpu-all.events-avg": 8773,
      "cpu-all.events-stddev": 139,
      "cpu-all.events-spread": (100 * 139) / 8773,
      "cpu-all.time-avg": 1.9978,
      "cpu-all.time-stddev": 0,
    });
  });
});

describe.each([
  ["cpu-single", cpuSingle],
  ["cpu-all", cpuAll],
] as const)("%s", (_, benchmark) => {
  test("takes 30 s in all over the rounds of a standard run, and a second in a smoke run", () => {
    const time = (settings: Settings): string | undefined =>
      commandOf(benchmark, oneNode, settings).arguments.find((word) => word.startsWith("--time="));
    expect(time({ ...standard, rounds: 5 })).toBe("--time=6");
    expect(time(smoke)).toBe("--time=1");
    expect(time(thorough)).toBe("--time=3");
  });

  test("has a time limit far above what it takes", () => {
    for (const settings of [smoke, standard, thorough]) {
      const { expectedSeconds, limitSeconds } = commandOf(benchmark, oneNode, settings);
      expect(limitSeconds).toBeGreaterThan(3 * expectedSeconds);
    }
  });

  test("applies everywhere", () => {
    expect(benchmark.applies(oneNode, standard)).toEqual({ applies: true });
  });

  test("refuses output that is cut short", () => {
    expect(() => valuesOf(benchmark, capturedOutput("sysbench-2-threads.txt").slice(0, 400))).toThrow(
      OutputError,
    );
  });
});
